import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { corsHeaders, preflightHeaders } from "./access/cors.ts";
import { checkKey, checkOrigin, type Door } from "./access/check-access.ts";
import type { ApiCall, ApiContext } from "./api-context.ts";
import { ApiError } from "./api-error.ts";
import { routeOf, type ApiRoute } from "./api-routes.ts";
import { apiErrorOf, errorBody, type ErrorStyle } from "./error-body.ts";
import { newId } from "./generation/collect-generation.ts";
import type { ApiReply, SentEvent } from "./http/api-reply.ts";
import { readJson } from "./http/read-json.ts";
import { sendStream } from "./http/send-stream.ts";
import { RequestMedia } from "./prompt/request-media.ts";

export interface ApiExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly context: ApiContext;
  readonly door: Door;
  /** The server closes. */
  readonly closing: AbortSignal;
}

/**
 * Answers one request, in order: Host and origin, route, key, body, work. Nothing of the body is read before
 * the key was checked.
 */
export async function answerRequest(exchange: ApiExchange): Promise<void> {
  const { request, response, context, door } = exchange;
  // A response that can't be written, because the client has gone, is nobody's problem.
  response.on("error", () => undefined);
  const id = newId("req_");
  const path = pathOf(request);
  const route = routeOf(path);
  let isListed = false;
  try {
    const origin = checkOrigin(request, door);
    response.setHeaders(
      headersOf({ ...corsHeaders(origin), "x-request-id": id, "x-content-type-options": "nosniff" }),
    );
    if (request.method === "OPTIONS" && origin !== null) {
      response
        .writeHead(204, preflightHeaders(origin, request.headers["access-control-request-headers"]))
        .end();
      return;
    }
    if (route?.isPublic !== true) {
      const key = checkKey(request, door);
      context.activity.begin(id, path, key?.name ?? null);
      isListed = true;
    }
    await serve(exchange, expectRoute(route, request, path), id);
    if (isListed)
      context.activity.end(id, response.writableFinished || !response.destroyed ? "done" : "aborted", 200);
    context.metrics.countRequest(false);
  } catch (thrown) {
    const error = apiErrorOf(thrown);
    if (error.status === 500) context.options.log.error(`The API request ${path} failed`, thrown);
    if (isListed) context.activity.end(id, response.destroyed ? "aborted" : "failed", error.status);
    context.metrics.countRequest(true);
    sendError(response, error, route?.style ?? "openai");
  }
}

async function serve(
  { request, response, context, closing }: ApiExchange,
  route: ApiRoute,
  id: string,
): Promise<void> {
  const gone = new AbortController();
  const onClose = () => gone.abort();
  response.once("close", onClose);
  const signal = AbortSignal.any([gone.signal, closing]);
  const media = new RequestMedia(context.options, signal);
  const call: ApiCall = { id, request, response, context, signal, media };
  try {
    const body = route.body === "json" ? await readJson(request, context.bodies) : null;
    await send(response, await route.handle(call, body), route.style);
  } finally {
    response.off("close", onClose);
    // What still runs for this request ends with it.
    gone.abort();
    media.close();
  }
}

async function send(response: ServerResponse, reply: ApiReply, style: ErrorStyle): Promise<void> {
  switch (reply.type) {
    case "json":
      writeWhole(response, 200, JSON.stringify(reply.value), "application/json; charset=utf-8");
      return;
    case "text":
      writeWhole(response, 200, reply.text, reply.mediaType);
      return;
    case "stream":
      return sendStream(response, reply.events, (thrown) => failureEvent(thrown, style));
    case "sent":
      return;
  }
}

function failureEvent(thrown: unknown, style: ErrorStyle): SentEvent {
  const data = errorBody(apiErrorOf(thrown), style);
  return style === "anthropic" ? { event: "error", data } : { data };
}

function sendError(response: ServerResponse, error: ApiError, style: ErrorStyle): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  if (error.retryAfterS !== null) response.setHeader("retry-after", String(error.retryAfterS));
  if (error.status === 401) response.setHeader("www-authenticate", "Bearer");
  // The rest of a body that was not read must not be taken for the next request.
  if (!response.req.complete) response.setHeader("connection", "close");
  writeWhole(
    response,
    error.status,
    JSON.stringify(errorBody(error, style)),
    "application/json; charset=utf-8",
  );
}

function writeWhole(response: ServerResponse, status: number, text: string, mediaType: string): void {
  const bytes = Buffer.from(text);
  response.writeHead(status, {
    "content-type": mediaType,
    "content-length": bytes.length,
    "cache-control": "no-store",
  });
  response.end(bytes);
}

function expectRoute(route: ApiRoute | null, { method }: IncomingMessage, path: string): ApiRoute {
  if (route === null)
    throw new ApiError(
      "not_found_error",
      `There is no route ${path.slice(0, 200)}. See docs/api.md for those there are.`,
    );
  if (method === route.method || (method === "HEAD" && route.method === "GET")) return route;
  throw new ApiError("invalid_request_error", `${path} takes ${route.method} requests only.`, {
    status: 405,
  });
}

function pathOf({ url = "/" }: IncomingMessage): string {
  return url.replace(/[?#][^]*$/, "");
}

function headersOf(headers: OutgoingHttpHeaders): Map<string, string> {
  return new Map(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
