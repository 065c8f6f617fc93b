import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { WantedFiles } from "../../../electron/models/downloads/download-record.ts";
import type { Download } from "../../../shared/models/download.ts";
import type { Model } from "../../../shared/models/model.ts";

export type ToDownloadingApp =
  | { readonly type: "begin"; readonly wanted: WantedFiles }
  | { readonly type: "resume"; readonly downloadId: string };

export type FromDownloadingApp =
  | { readonly type: "started" }
  | { readonly type: "downloads"; readonly downloads: readonly Download[] }
  | { readonly type: "models"; readonly models: readonly Model[] }
  | { readonly type: "answered"; readonly failure: string | null };

/** The downloading process, as seen by the process that kills it. */
export class DownloadingProcess {
  downloads: readonly Download[] = [];
  models: readonly Model[] = [];
  readonly #child: ChildProcess;
  readonly #waiting = new Set<() => void>();
  #answer: { readonly failure: string | null } | null = null;
  #isStarted = false;

  constructor(modelsFolder: string, endpoint: string) {
    this.#child = fork(join(import.meta.dirname, "downloading-app.ts"), [modelsFolder, endpoint]);
    this.#child.on("message", (message: FromDownloadingApp) => {
      if (message.type === "downloads") this.downloads = message.downloads;
      else if (message.type === "models") this.models = message.models;
      else if (message.type === "answered") this.#answer = message;
      else this.#isStarted = true;
      for (const look of this.#waiting) look();
    });
  }

  started(): Promise<boolean> {
    return this.until(() => this.#isStarted, 30_000);
  }

  /** @returns the error code; null: success */
  async ask(message: ToDownloadingApp): Promise<string | null> {
    this.#answer = null;
    this.#child.send(message);
    await this.until(() => this.#answer !== null, 60_000);
    return (this.#answer as { readonly failure: string | null } | null)?.failure ?? null;
  }

  /** @returns whether the condition became true in time */
  until(isIt: () => boolean, withinMs: number): Promise<boolean> {
    if (isIt()) return Promise.resolve(true);
    return new Promise((done) => {
      const end = (came: boolean) => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        done(came);
      };
      const look = () => {
        if (isIt()) end(true);
      };
      const timer = setTimeout(() => end(false), withinMs);
      this.#waiting.add(look);
    });
  }

  async kill(): Promise<void> {
    const ended = once(this.#child, "exit");
    if (this.#child.exitCode !== null || !this.#child.kill("SIGKILL")) return;
    await ended;
  }
}
