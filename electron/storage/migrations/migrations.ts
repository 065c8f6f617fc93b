import { conversations } from "./0001-conversations.ts";
import { contextOverflow } from "./0002-context-overflow.ts";
import { media } from "./0003-media.ts";
import { cutParts } from "./0004-cut-parts.ts";
import { orderedParts } from "./0005-ordered-parts.ts";

/** One migration of the schema. A released migration is never edited; a later one corrects it. */
export interface Migration {
  /** Consecutive from 1; the database stores the last applied version in `PRAGMA user_version`. */
  readonly version: number;
  readonly sql: string;
}

export const migrations: readonly Migration[] = [
  conversations,
  contextOverflow,
  media,
  cutParts,
  orderedParts,
];
