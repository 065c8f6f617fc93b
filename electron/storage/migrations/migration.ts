/** One migration of the schema. A released migration is never edited; a later one corrects it. */
export interface Migration {
  /** Consecutive from 1; the database stores the last applied version in `PRAGMA user_version`. */
  readonly version: number;
  readonly sql: string;
}
