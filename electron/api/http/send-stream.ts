import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { SentEvent } from "./api-reply.ts";

/** Proxies and clients close connections on which nothing comes for longer. */
const keepAliveMs = 15_000;

/**
 * Writes server-sent events; while nothing comes, a comment keeps the connection open.
 * @param onFailure the event that reports a failure after the status was sent
 * @throws what the events throw, while no status was sent
 */
export async function sendStream(
  response: ServerResponse,
  events: AsyncIterable<SentEvent>,
  onFailure: (thrown: unknown) => SentEvent,
): Promise<void> {
  const begin = () => {
    if (response.headersSent) return;
    response.writeHead(200, {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    });
  };
  const keepAlive = setInterval(() => {
    begin();
    response.write(": waiting\n\n");
  }, keepAliveMs);
  try {
    for await (const event of events) {
      begin();
      keepAlive.refresh();
      if (!response.write(eventText(event)) && !response.destroyed) await drained(response);
    }
    begin();
  } catch (thrown) {
    if (!response.headersSent) throw thrown;
    response.write(eventText(onFailure(thrown)));
  } finally {
    clearInterval(keepAlive);
  }
  response.end();
}

function eventText({ event, data }: SentEvent): string {
  const text = data === "[DONE]" ? data : JSON.stringify(data);
  return event === undefined ? `data: ${text}\n\n` : `event: ${event}\ndata: ${text}\n\n`;
}

/** A client that has gone does not read any more; the generation is stopped elsewhere. */
async function drained(response: ServerResponse): Promise<void> {
  const abort = new AbortController();
  const { signal } = abort;
  try {
    await Promise.race([once(response, "drain", { signal }), once(response, "close", { signal })]);
  } finally {
    abort.abort();
  }
}
