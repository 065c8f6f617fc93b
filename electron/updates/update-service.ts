import type { UpdateMode, Updates, UpdateState } from "../../shared/updates/update-state.ts";
import type { Log } from "../home/log.ts";
import { inBackground } from "../in-background.ts";
import type { Updater } from "./updater.ts";

export interface UpdateServiceOptions {
  readonly updater: Updater;
  readonly mode: () => UpdateMode;
  /** Whether a model is generating or being downloaded. Nothing is looked for, downloaded or installed then. */
  readonly isBusy: () => boolean;
  readonly onChange: (updates: Updates) => void;
  readonly log: Log;
  readonly now?: () => number;
}

const stepMs = 2_000;
/** The start of the app has priority. */
const firstCheckAfterMs = 60_000;
const checkEveryMs = 6 * 3_600_000;

/** Decides when an updater works, and tells the pages what it found. */
export class UpdateService {
  readonly #options: UpdateServiceOptions;
  readonly #now: () => number;
  #state: UpdateState = { type: "none", checkedAtMs: null };
  #nextCheckAtMs: number;
  /** The check or download in progress. */
  #work: Promise<void> | null = null;
  #download: AbortController | null = null;
  #timer: NodeJS.Timeout | undefined;
  #isRestarting = false;

  constructor(options: UpdateServiceOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#nextCheckAtMs = this.#now() + firstCheckAfterMs;
  }

  get current(): Updates {
    const { ability, feedHost, downloadPage } = this.#options.updater;
    return { state: this.#state, ability, feedHost, downloadPage };
  }

  start(): void {
    this.#timer = setInterval(() => inBackground(this.step()), stepMs).unref();
  }

  /** Does what is due now; called every two seconds. Resolves when it is done. */
  async step(): Promise<void> {
    if (this.#options.isBusy()) {
      this.#download?.abort();
      return;
    }
    if (this.#work !== null) return;
    const state = this.#state;
    const mode = this.#options.mode();
    if (state.type === "ready") {
      if (state.isWaiting) this.#restartOnce();
    } else if (state.type === "found" && this.#mayInstall && (state.isWaiting || mode === "automatic")) {
      await this.#run(() => this.#fetch(state.version));
    } else if (mode !== "off" && this.#now() >= this.#nextCheckAtMs) {
      await this.#run(() => this.#check());
    }
  }

  /** Looks for a newer version now, also when that is off. A version that was downloaded stays ready. */
  check(): void {
    if (this.#work === null && this.#state.type !== "ready") inBackground(this.#run(() => this.#check()));
  }

  /** Downloads what was found, as soon as nothing is generated or downloaded. */
  download(): void {
    if (this.#state.type !== "found" || !this.#mayInstall) return;
    this.#set({ ...this.#state, isWaiting: true });
    inBackground(this.step());
  }

  /** Restarts into the new version, as soon as nothing is generated or downloaded. */
  restart(): void {
    if (this.#state.type !== "ready") return;
    this.#set({ ...this.#state, isWaiting: true });
    inBackground(this.step());
  }

  async dispose(): Promise<void> {
    clearInterval(this.#timer);
    this.#download?.abort();
    await this.#work;
  }

  get #mayInstall(): boolean {
    return this.#options.updater.ability === "install";
  }

  /** The app may take a while to close, and each further restart would start it once more. */
  #restartOnce(): void {
    if (this.#isRestarting) return;
    this.#isRestarting = true;
    this.#options.updater.restart();
  }

  async #run(work: () => Promise<void>): Promise<void> {
    this.#work = work();
    try {
      await this.#work;
    } finally {
      this.#work = null;
    }
  }

  async #check(): Promise<void> {
    this.#nextCheckAtMs = this.#now() + checkEveryMs;
    this.#set({ type: "checking" });
    try {
      const version = await this.#options.updater.check();
      this.#set(
        version === null
          ? { type: "none", checkedAtMs: this.#now() }
          : { type: "found", version, isWaiting: false },
      );
    } catch (thrown) {
      this.#options.log.error("Looking for an update failed", thrown);
      this.#set({ type: "failed", step: "check" });
    }
  }

  async #fetch(version: string): Promise<void> {
    const download = (this.#download = new AbortController());
    this.#set({ type: "downloading", version, progress: 0 });
    try {
      await this.#options.updater.download((progress) => {
        if (!download.signal.aborted) this.#set({ type: "downloading", version, progress });
      }, download.signal);
      this.#set({ type: "ready", version, isWaiting: false });
    } catch (thrown) {
      if (download.signal.aborted) {
        this.#set({ type: "found", version, isWaiting: true });
      } else {
        this.#options.log.error("An update could not be downloaded", thrown);
        this.#set({ type: "failed", step: "download" });
      }
    } finally {
      this.#download = null;
    }
  }

  #set(state: UpdateState): void {
    this.#state = state;
    this.#options.onChange(this.current);
  }
}
