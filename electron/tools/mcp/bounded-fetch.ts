import type { FetchLike } from "@modelcontextprotocol/client";
import { McpMisbehaviour } from "./mcp-failure.ts";
import { splitLines } from "./split-lines.ts";
import type { TrafficLimit } from "./traffic-limit.ts";

/** `fetch` for a server whose answers are bounded: their messages, and all of them together. */
export function boundedFetch(
  traffic: TrafficLimit,
  onMisbehaviour: (thrown: McpMisbehaviour) => void,
): FetchLike {
  return async (url, init) => {
    const response = await fetch(url, init);
    const { body, status, statusText, headers } = response;
    if (body === null) return response;
    const isStream = headers.get("content-type")?.startsWith("text/event-stream") === true;
    const lines = splitLines((line) => {
      // An event ends with an empty line.
      if (line === "") traffic.messageEnd();
    });
    const counted = body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          try {
            traffic.bytes(chunk.byteLength);
            if (isStream) lines(Buffer.from(chunk));
          } catch (thrown) {
            if (thrown instanceof McpMisbehaviour) onMisbehaviour(thrown);
            throw thrown;
          }
          controller.enqueue(chunk);
        },
        flush() {
          traffic.messageEnd();
        },
      }),
    );
    return withUrl(new Response(counted, { status, statusText, headers }), response);
  };
}

/** A response that was made anew does not know where it is from, which the client checks after redirects. */
function withUrl(made: Response, original: Response): Response {
  Object.defineProperty(made, "url", { value: original.url });
  Object.defineProperty(made, "redirected", { value: original.redirected });
  Object.defineProperty(made, "type", { value: original.type });
  return made;
}
