import type { EventMessage } from "../../shared/ipc/contract.ts";
import type { DownloadState } from "../../shared/models/download.ts";

/** What ended while nobody was looking. Without what was written: others may see the screen. */
export type UnseenEnd =
  | { readonly type: "reply"; readonly conversationId: string }
  | { readonly type: "question"; readonly conversationId: string }
  | { readonly type: "download"; readonly name: string; readonly isDone: boolean };

/** A reply that took less was waited for. */
export const longReplyMs = 5_000;

/** Finds what the user should be told of, in the services' events. */
export class UnseenEnds {
  readonly #startedAtMs = new Map<string, number>();
  readonly #asked = new Set<string>();
  #downloads: ReadonlyMap<string, DownloadState["type"]> = new Map();

  /** @param isSeen whether a window of Facet is in front */
  follow(message: EventMessage, isSeen: boolean, nowMs: number): readonly UnseenEnd[] {
    const found = this.#find(message, nowMs);
    return isSeen ? [] : found;
  }

  #find(message: EventMessage, nowMs: number): readonly UnseenEnd[] {
    switch (message.event) {
      case "chat.run": {
        const { runId, conversationId, phase } = message.data;
        if (!this.#startedAtMs.has(runId)) this.#startedAtMs.set(runId, nowMs);
        if (phase.type !== "awaiting-approval") {
          this.#asked.delete(runId);
          return [];
        }
        if (this.#asked.has(runId)) return [];
        this.#asked.add(runId);
        return [{ type: "question", conversationId }];
      }
      case "chat.ended": {
        const { runId, conversationId } = message.data;
        const tookMs = nowMs - (this.#startedAtMs.get(runId) ?? nowMs);
        this.#startedAtMs.delete(runId);
        this.#asked.delete(runId);
        return tookMs >= longReplyMs ? [{ type: "reply", conversationId }] : [];
      }
      case "downloads.changed": {
        const before = this.#downloads;
        this.#downloads = new Map(message.data.map(({ id, state }) => [id, state.type]));
        return message.data.flatMap(({ id, name, state }): UnseenEnd[] => {
          const was = before.get(id);
          const hasEnded = state.type === "done" || state.type === "failed";
          if (was === undefined || was === state.type || !hasEnded) return [];
          return [{ type: "download", name, isDone: state.type === "done" }];
        });
      }
      default:
        return [];
    }
  }
}
