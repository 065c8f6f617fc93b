import type { EventMessage } from "../../shared/ipc/contract.ts";

/** What is going on that the desktop should know of. */
export interface Activity {
  /** Replies that are being written, also those that wait for others. */
  readonly isGenerating: boolean;
  /** The share of all running downloads that has arrived, 0 to 1; null: none is running. */
  readonly downloaded: number | null;
}

export const idle: Activity = { isGenerating: false, downloaded: null };

/** Derives the activity from the services' events. */
export class ActivityWatch {
  readonly #runs = new Set<string>();
  #programs = 0;
  #downloaded: number | null = null;

  get activity(): Activity {
    return { isGenerating: this.#runs.size + this.#programs > 0, downloaded: this.#downloaded };
  }

  follow(message: EventMessage): void {
    switch (message.event) {
      case "chat.run":
        // Nothing happens until the user decides.
        if (message.data.phase.type === "awaiting-approval") this.#runs.delete(message.data.runId);
        else this.#runs.add(message.data.runId);
        break;
      case "chat.ended":
        this.#runs.delete(message.data.runId);
        break;
      case "api.requestsChanged":
        this.#programs = message.data.filter(({ state }) => !("durationMs" in state)).length;
        break;
      case "downloads.changed": {
        const running = message.data.filter(
          ({ state }) => state.type === "running" || state.type === "checking",
        );
        const sum = (of: "doneBytes" | "sizeBytes") => running.reduce((total, each) => total + each[of], 0);
        this.#downloaded = running.length === 0 ? null : sum("doneBytes") / Math.max(1, sum("sizeBytes"));
      }
    }
  }
}
