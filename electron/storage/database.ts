import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { storageFailed, storageFailure } from "./storage-failure.ts";

/** A prepared statement. `Row` is the type of its result rows; it is trusted, not checked. */
export interface Query<Row = never> {
  all(...values: SQLInputValue[]): Row[];
  get(...values: SQLInputValue[]): Row | undefined;
  /** Returns the number of changed rows. */
  run(...values: SQLInputValue[]): number;
}

/**
 * SQLite, with errors of the disk or file converted to `storage-failed`; other errors are bugs and pass
 * unchanged.
 */
export class Database {
  readonly #sqlite: DatabaseSync;
  /** Whether a transaction that failed could not be rolled back: nothing may be written into it. */
  #isLeftOpen = false;

  /** @throws AppError `storage-failed`, as do all methods and queries */
  constructor(path: string) {
    this.#sqlite = guarded(() => new DatabaseSync(path, { timeout: 5_000 }));
  }

  prepare<Row>(sql: string): Query<Row> {
    const statement: StatementSync = guarded(() => this.#sqlite.prepare(sql));
    return {
      all: (...values) => this.#guarded(() => statement.all(...values)) as Row[],
      get: (...values) => this.#guarded(() => statement.get(...values)) as Row | undefined,
      run: (...values) => this.#guarded(() => Number(statement.run(...values).changes)),
    };
  }

  execute(sql: string): void {
    this.#guarded(() => this.#sqlite.exec(sql));
  }

  /** Runs the work in a transaction, which is rolled back when it throws. Transactions must not be nested. */
  transaction<T>(work: () => T): T {
    this.execute("BEGIN IMMEDIATE");
    try {
      const result = work();
      this.execute("COMMIT");
      return result;
    } catch (thrown) {
      this.#isLeftOpen = this.#sqlite.isTransaction;
      try {
        this.#rollBack();
      } catch {
        // It is tried again before anything else happens.
      }
      throw thrown;
    }
  }

  #guarded<T>(work: () => T): T {
    return guarded(() => {
      this.#rollBack();
      return work();
    });
  }

  #rollBack(): void {
    if (this.#isLeftOpen && this.#sqlite.isTransaction) this.#sqlite.exec("ROLLBACK");
    this.#isLeftOpen = false;
  }

  /**
   * Rewrites the file without free space and empties the WAL, so that nothing of deleted rows is left in
   * either. Must not be called in a transaction.
   * @throws AppError `storage-failed` {reason: "busy"} while another process reads the file
   */
  compact(): void {
    // Takes effect with the rewriting: a database of an earlier version gives space back from then on.
    this.execute("PRAGMA auto_vacuum = INCREMENTAL; VACUUM");
    const wal = this.prepare<{ busy: number }>("PRAGMA wal_checkpoint(TRUNCATE)").get();
    if (wal?.busy === 1) throw storageFailed("busy", "the WAL can't be emptied");
  }

  /** The bytes of the file that hold nothing. */
  freeBytes(): number {
    const pages = this.prepare<{ freelist_count: number }>("PRAGMA freelist_count").get();
    return (pages?.freelist_count ?? 0) * this.#pageBytes();
  }

  /** Shortens the file by about as much, where it holds nothing. Must not be called in a transaction. */
  giveBack(bytes: number): void {
    this.prepare(`PRAGMA incremental_vacuum(${Math.ceil(bytes / this.#pageBytes())})`).all();
    // The pages are in the WAL until it is copied into the file, which shortens it.
    this.prepare("PRAGMA wal_checkpoint(PASSIVE)").all();
  }

  #pageBytes(): number {
    return this.prepare<{ page_size: number }>("PRAGMA page_size").get()?.page_size ?? 4096;
  }

  close(): void {
    if (this.#sqlite.isOpen) this.#sqlite.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    throw storageFailure(thrown) ?? thrown;
  }
}
