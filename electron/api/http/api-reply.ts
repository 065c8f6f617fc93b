/** What a route answers with. */
export type ApiReply =
  | { readonly type: "json"; readonly value: unknown }
  | { readonly type: "text"; readonly text: string; readonly mediaType: string }
  /** Server-sent events. The status is sent with the first of them, so that earlier failures have their own. */
  | { readonly type: "stream"; readonly events: AsyncIterable<SentEvent> }
  /** The route has written the response itself. */
  | { readonly type: "sent" };

export interface SentEvent {
  readonly event?: string;
  /** Sent as JSON, except the text `[DONE]`. */
  readonly data: unknown;
}

export const json = (value: unknown): ApiReply => ({ type: "json", value });
export const stream = (events: AsyncIterable<SentEvent>): ApiReply => ({ type: "stream", events });
