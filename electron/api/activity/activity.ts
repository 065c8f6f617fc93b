/** A request as the list of requests shows it. It never holds what was asked or answered. */
export interface ApiRequestEntry {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Such as `/v1/chat/completions`. */
  readonly path: string;
  /** The name of its key; null: it had none. */
  readonly keyName: string | null;
  /** null: not known yet, or the request needs none. */
  readonly model: string | null;
  readonly state: ApiRequestState;
  readonly promptTokens: number | null;
  readonly generatedTokens: number | null;
  readonly tokensPerSecond: number | null;
}

export type ApiRequestState =
  | { readonly type: "waiting" }
  | { readonly type: "loading"; readonly progress: number }
  | { readonly type: "reading" }
  | { readonly type: "generating" }
  | { readonly type: "done"; readonly durationMs: number }
  | { readonly type: "aborted"; readonly durationMs: number }
  | { readonly type: "failed"; readonly durationMs: number; readonly status: number };

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
