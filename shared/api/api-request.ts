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
