import type { ApiRequestEntry } from "../../../shared/api/api-request.ts";

export type ApiRequestChange = Partial<Omit<ApiRequestEntry, "id" | "startedAt" | "path">>;

const entriesKept = 100;

/** What the server is doing, and did last; newest first. */
export class Activity {
  readonly #onChange: () => void;
  #entries: readonly ApiRequestEntry[] = [];

  constructor(onChange: () => void = () => undefined) {
    this.#onChange = onChange;
  }

  get entries(): readonly ApiRequestEntry[] {
    return this.#entries;
  }

  begin(id: string, path: string, keyName: string | null): void {
    const entry: ApiRequestEntry = {
      id,
      startedAt: Date.now(),
      path,
      keyName,
      model: null,
      state: { type: "waiting" },
      promptTokens: null,
      generatedTokens: null,
      tokensPerSecond: null,
    };
    this.#entries = [entry, ...this.#entries.slice(0, entriesKept - 1)];
    this.#onChange();
  }

  change(id: string, change: ApiRequestChange): void {
    this.#entries = this.#entries.map((entry) => (entry.id === id ? { ...entry, ...change } : entry));
    this.#onChange();
  }

  end(id: string, type: "done" | "aborted" | "failed", status: number): void {
    const entry = this.#entries.find((other) => other.id === id);
    if (entry === undefined) return;
    const durationMs = Date.now() - entry.startedAt;
    this.change(id, { state: type === "failed" ? { type, durationMs, status } : { type, durationMs } });
  }
}
