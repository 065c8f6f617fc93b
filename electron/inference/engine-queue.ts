import type { Reply } from "../chat/reply.ts";

/** Something the one engine has to do. */
export interface Job {
  /** null: a model is loaded for its own sake. */
  readonly reply: Reply | null;
  /** Handles its own failures. Answers true where it wants another turn, after all who wait now. */
  run(): Promise<unknown>;
  /** The app closes before its turn comes. */
  drop(): void;
}

/**
 * First come, first served: replies of all chats, and changes of the model between them. What takes long comes in turns,
 * so that the others wait for one turn of it at most.
 */
export class EngineQueue {
  readonly #onChange: () => void;
  #waiting: Job[] = [];
  #current: Job | null = null;
  #isClosed = false;

  /** @param onChange called when somebody's place has changed */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  get current(): Job | null {
    return this.#current;
  }

  get isBusy(): boolean {
    return this.#current !== null || this.#waiting.length > 0;
  }

  /** In order. */
  get waiting(): readonly Job[] {
    return this.#waiting;
  }

  add(job: Job): void {
    if (this.#isClosed) {
      job.drop();
      return;
    }
    this.#waiting.push(job);
    this.#advance();
    this.#onChange();
  }

  /** Takes out what has not begun. */
  withdraw(leaves: (job: Job) => boolean): void {
    const staying = this.#waiting.filter((job) => !leaves(job));
    if (staying.length === this.#waiting.length) return;
    this.#waiting = staying;
    this.#onChange();
  }

  /** Nothing new begins; what runs is for the engine to end. */
  close(): void {
    this.#isClosed = true;
    for (const job of this.#waiting.splice(0)) job.drop();
  }

  #advance() {
    if (this.#current || this.#isClosed) return;
    const job = this.#waiting.shift();
    if (!job) return;
    this.#current = job;
    const end = (wantsMore: boolean) => {
      this.#current = null;
      if (wantsMore && this.#isClosed) job.drop();
      else if (wantsMore) this.#waiting.push(job);
      this.#advance();
      this.#onChange();
    };
    job.run().then(
      (wantsMore) => end(wantsMore === true),
      () => end(false),
    );
  }
}
