import { leaveToLastHandler } from "../in-background.ts";

/** `interactive`: a user waits in the window. `background`: everything else that somebody waits for. */
export type Priority = "interactive" | "background";

/** `idle`: what may turn out to be useful. It begins when nothing else is there, and is given up for anything. */
export type JobPriority = Priority | "idle";

/** Work that needs the local engine for itself. */
export interface Job {
  readonly priority: JobPriority;
  /**
   * Runs the job to its end; failures are the job's own, and a rejection ends the job.
   * @param onWorking to be called when the job works: its model may have to be loaded first
   */
  run(onWorking: () => void): Promise<unknown>;
  /**
   * Interrupts the running job so that another one gets the engine. Resolves when the engine is free, or the
   * job has ended. Absent: the job runs to its end.
   */
  pause?(): Promise<void>;
  /**
   * Continues a paused job. Resolves when it works again: its model may have to be loaded first. A job that can't
   * continue ends by itself; where this rejects, the engine goes to others at once.
   */
  continue?(): Promise<void>;
  /** Asks the running job to end soon: others want the engine. Only `idle` jobs have it, and no `pause`. */
  giveUp?(): void;
  /** Called instead of `run` where the scheduler is closed first. */
  drop(): void;
}

export interface SchedulerOptions {
  /** Called whenever a job was added, began, was paused or ended. */
  readonly onChange: () => void;
  /** Called with what `onChange` and the jobs throw because of a bug; the scheduler goes on. */
  readonly onFailure?: (thrown: unknown) => void;
  /** How many interactive jobs may begin in a row while a background job waits. */
  readonly interactiveInARow?: number;
  /** How long a background job that has waited so long may run before it is paused again. */
  readonly protectedMs?: number;
}

/**
 * Decides who gets the local engine. Interactive jobs go first, in the order in which they were added, and
 * interrupt a background job. A background job is never starved: after some interactive jobs in a row it gets
 * the engine for at least `protectedMs`. Idle jobs take what is left.
 */
export class Scheduler {
  readonly #onChange: () => void;
  readonly #onFailure: (thrown: unknown) => void;
  readonly #interactiveInARow: number;
  readonly #protectedMs: number;
  #waiting: Job[] = [];
  /** Paused background jobs, the one that was paused first at the front. */
  #paused: Job[] = [];
  #current: Job | null = null;
  #isPausing = false;
  #inARow = 0;
  /** The background job that is not interrupted yet. */
  #protected: Job | null = null;
  #protection: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: SchedulerOptions) {
    const { onChange, onFailure, interactiveInARow = 4, protectedMs = 2_000 } = options;
    this.#onChange = onChange;
    // By default, the last handler logs it.
    this.#onFailure = onFailure ?? leaveToLastHandler;
    this.#interactiveInARow = interactiveInARow;
    this.#protectedMs = protectedMs;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  get current(): Job | null {
    return this.#current;
  }

  get isBusy(): boolean {
    return this.#current !== null || this.#waiting.length > 0 || this.#paused.length > 0;
  }

  /** In the order in which they would begin now. */
  get waiting(): readonly Job[] {
    const of = (priority: JobPriority) => this.#waiting.filter((job) => job.priority === priority);
    return [...of("interactive"), ...of("background"), ...of("idle")];
  }

  isPaused(job: Job): boolean {
    return this.#paused.includes(job);
  }

  add(job: Job): void {
    if (this.#isClosed) {
      this.#guarded(() => job.drop());
      return;
    }
    this.#waiting.push(job);
    this.#advance();
    this.#changed();
  }

  /** Removes jobs that have not begun. */
  withdraw(leaves: (job: Job) => boolean): void {
    const staying = this.#waiting.filter((job) => !leaves(job));
    if (staying.length === this.#waiting.length) return;
    this.#waiting = staying;
    this.#changed();
  }

  /** Nothing new begins. The owner of the engine ends what runs or is paused. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#protection);
    for (const job of this.#waiting.splice(0)) this.#guarded(() => job.drop());
  }

  #changed() {
    this.#guarded(() => this.#onChange());
  }

  #guarded(call: () => void) {
    try {
      call();
    } catch (thrown) {
      this.#onFailure(thrown);
    }
  }

  #advance() {
    if (this.#isClosed) return;
    if (this.#current) {
      this.#interrupt(this.#current);
      return;
    }
    const next = this.#next();
    if (next === null) return;
    this.#current = next;
    const isDue = this.#inARow >= this.#interactiveInARow;
    const countsInARow = next.priority === "interactive" && this.#hasBackgroundWaiting();
    this.#inARow = countsInARow ? this.#inARow + 1 : 0;
    const paused = this.#paused.indexOf(next);
    const isProtected = isDue && next.priority === "background";
    if (isProtected) this.#protected = next;
    const onWorking = () => {
      if (isProtected) this.#protect(next);
    };
    if (paused === -1) {
      this.#waiting.splice(this.#waiting.indexOf(next), 1);
      this.#run(next, onWorking);
    } else {
      this.#paused.splice(paused, 1);
      this.#continue(next, onWorking);
    }
  }

  /** A paused job goes before background jobs that have not begun. */
  #next(): Job | null {
    const interactive = this.#waiting.find(({ priority }) => priority === "interactive");
    const background = this.#paused[0] ?? this.#waiting.find(({ priority }) => priority === "background");
    const isDue = this.#inARow >= this.#interactiveInARow;
    const wanted = isDue ? (background ?? interactive) : (interactive ?? background);
    return wanted ?? this.#waiting[0] ?? null;
  }

  #hasBackgroundWaiting(): boolean {
    return this.#paused.length > 0 || this.#waiting.some(({ priority }) => priority === "background");
  }

  /**
   * A background job that has its turn after its share of waiting is not interrupted at once, counted from when
   * it works: a load must not use up its time.
   */
  #protect(job: Job) {
    if (this.#protected !== job || this.#isClosed || this.#protection !== undefined) return;
    this.#protection = setTimeout(() => {
      this.#unprotect();
      this.#advance();
    }, this.#protectedMs);
    this.#protection.unref();
  }

  #unprotect() {
    this.#protected = null;
    clearTimeout(this.#protection);
    this.#protection = undefined;
  }

  #interrupt(current: Job) {
    if (current.priority === "idle") {
      if (this.#waiting.some(({ priority }) => priority !== "idle")) this.#guarded(() => current.giveUp?.());
      return;
    }
    const isWanted = this.#waiting.some(({ priority }) => priority === "interactive");
    if (!isWanted || current.priority === "interactive" || !current.pause) return;
    if (this.#isPausing || this.#protected !== null) return;
    this.#isPausing = true;
    const free = () => {
      this.#isPausing = false;
      // It may have ended meanwhile, and others may have begun.
      if (this.#current === current) {
        this.#current = null;
        this.#paused.push(current);
      }
      this.#advance();
      this.#changed();
    };
    // A pause that throws before it returns a promise fails as well.
    const pausing = (async () => current.pause?.())();
    pausing.then(free, (thrown: unknown) => {
      this.#onFailure(thrown);
      // It is not asked again at once, which would never end; it goes on until the next change.
      this.#isPausing = false;
      if (this.#current !== current) this.#advance();
    });
  }

  #run(job: Job, onWorking: () => void) {
    const end = () => this.#end(job);
    // A job that throws before it returns a promise ends as well.
    Promise.resolve()
      .then(() => job.run(onWorking))
      .then(end, end);
  }

  #continue(job: Job, onWorking: () => void) {
    const working = (async () => job.continue?.())();
    working.then(onWorking, (thrown: unknown) => {
      this.#onFailure(thrown);
      this.#end(job);
    });
  }

  #end(job: Job) {
    this.#paused = this.#paused.filter((other) => other !== job);
    if (this.#current === job) {
      this.#current = null;
      this.#unprotect();
    }
    this.#advance();
    this.#changed();
  }
}
