/**
 * Calls back when the engine has been idle for a while. Saving a context delays a prompt that arrives
 * meanwhile, so the wait is ten times as long as saving takes: then it is rare, and hardly noticed.
 */
export class IdleKeeping {
  readonly #keep: () => void;
  #timer: NodeJS.Timeout | null = null;

  constructor(keep: () => void) {
    this.#keep = keep;
  }

  /** Call when the engine becomes idle. */
  begin(bytes: number): void {
    this.end();
    if (bytes > 0 && Number.isFinite(bytes))
      this.#timer = setTimeout(this.#keep, Math.max(shortestMs, 10 * savingMs(bytes)));
  }

  /** Call when it has something to do. */
  end(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}

const shortestMs = 1_000;

/** How long the context is in use while this much of it is saved: most disks' caches take more in a second. */
export const savingMs = (bytes: number) => bytes / 500_000;
