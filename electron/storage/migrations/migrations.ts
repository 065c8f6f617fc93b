import type { Migration } from "./migration.ts";
import { conversations } from "./0001-conversations.ts";
import { contextOverflow } from "./0002-context-overflow.ts";
import { media } from "./0003-media.ts";
import { cutParts } from "./0004-cut-parts.ts";
import { orderedParts } from "./0005-ordered-parts.ts";
import { deletedMessages } from "./0006-deleted-messages.ts";

export const migrations: readonly Migration[] = [
  conversations,
  contextOverflow,
  media,
  cutParts,
  orderedParts,
  deletedMessages,
];
