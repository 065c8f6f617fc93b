import { createReadStream } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { safetyHeaders } from "../page/page-policy.ts";

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string | FileBody | StreamBody;
}

/** A range of a file, streamed; `end` is inclusive. */
export interface FileBody {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** Bytes that are generated while they are sent. */
export interface StreamBody {
  readonly bytes: Readable;
  readonly sizeBytes: number;
}

export function textResponse(status: number, text: string): HttpResponse {
  return {
    status,
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" },
    body: `${text}\n`,
  };
}

export function jsonResponse(
  value: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  return {
    status,
    headers: { "Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store", ...headers },
    body: JSON.stringify(value),
  };
}

export function send(request: IncomingMessage, response: ServerResponse, answer: HttpResponse): void {
  const { body } = answer;
  response.writeHead(answer.status, {
    ...safetyHeaders,
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    ...answer.headers,
    "Content-Length": lengthOf(body),
  });
  if (request.method === "HEAD") response.end();
  else if (typeof body === "string" || Buffer.isBuffer(body)) response.end(body);
  // A client that disconnects, or a file that disappears, ends the connection.
  else void pipeline(streamOf(body), response).catch(() => undefined);
}

function lengthOf(body: HttpResponse["body"]): number {
  if (typeof body === "string" || Buffer.isBuffer(body)) return Buffer.byteLength(body);
  return "path" in body ? body.end - body.start + 1 : body.sizeBytes;
}

function streamOf(body: FileBody | StreamBody): Readable {
  return "path" in body ? createReadStream(body.path, body) : body.bytes;
}
