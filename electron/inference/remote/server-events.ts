import type { IncomingMessage } from "node:http";
import { createParser } from "eventsource-parser";

/** More characters than any chunk of a reply has. */
const longestEvent = 1_000_000;

export type ServerEvent =
  | { readonly type: "data"; readonly data: string }
  /** Servers send comments to keep the connection open; some put their progress there. */
  | { readonly type: "comment"; readonly text: string };

/** An event that is longer than a reply's chunk can be. */
export class OverlongEvent extends Error {}

/**
 * Reads a stream of server-sent events.
 * @throws OverlongEvent; errors of the connection
 */
export async function* readServerEvents(response: IncomingMessage): AsyncGenerator<ServerEvent> {
  let events: ServerEvent[] = [];
  const overlong: Error[] = [];
  const parser = createParser({
    maxBufferSize: longestEvent,
    onEvent: ({ data }) => events.push({ type: "data", data }),
    onComment: (text) => events.push({ type: "comment", text: text.trim() }),
    onError: (error) => {
      if (error.type === "max-buffer-size-exceeded") overlong.push(error);
      // Older llama-servers send `error: {…}` as a field of its own.
      if (error.type === "unknown-field" && error.field === "error") {
        events.push({ type: "data", data: `{"error":${error.value ?? "null"}}` });
      }
    },
  });
  const decoder = new TextDecoder();
  for await (const bytes of response as AsyncIterable<Buffer>) {
    parser.feed(decoder.decode(bytes, { stream: true }));
    const complete = events;
    events = [];
    yield* complete;
    if (overlong.length > 0) throw new OverlongEvent("A line of the stream is too long");
  }
  // The last event of some servers lacks its blank line; one that was cut off is of no use.
  parser.feed("\n\n");
  yield* events.filter((event) => event.type === "comment" || isWhole(event.data));
}

function isWhole(data: string): boolean {
  if (data === "[DONE]") return true;
  try {
    JSON.parse(data);
    return true;
  } catch {
    return false;
  }
}
