import { conversations } from "./0001-conversations.ts";
import { contextOverflow } from "./0002-context-overflow.ts";
import { media } from "./0003-media.ts";
import { cutParts } from "./0004-cut-parts.ts";
import { orderedParts } from "./0005-ordered-parts.ts";

/** One step of the schema. Once released it is never edited; what was wrong is put right by the next one. */
export interface Migration {
  /** Consecutive from 1; a database knows the last one it went through (`PRAGMA user_version`). */
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
