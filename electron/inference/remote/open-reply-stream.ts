import type { IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { contextOverflow, type ContextOverflow } from "./context-overflow.ts";
import { optionalFields } from "./dialects.ts";
import { readText, sendRequest } from "./http-request.ts";
import type { RequestBody } from "./request-body.ts";
import { authorization, type ServerAddress } from "./server-connection.ts";
import { bodyText, isLoading, refused, unreachable } from "./server-failure.ts";

export interface ReplyStreamOptions {
  readonly address: ServerAddress;
  readonly model: string;
  /** Fields that this server refused before; extended here. */
  readonly refusedFields: Set<string>;
  readonly signal: AbortSignal;
  /** How long a server may load its model. */
  readonly loadingLimitMs?: number;
  /** Called with each request, as it is sent. */
  readonly onSent: () => void;
  /** Called each time that the server says it is loading its model. */
  readonly onLoading?: () => void;
}

/** The server refused the prompt because it is too long. */
export class PromptRefused extends Error {
  readonly overflow: ContextOverflow;

  constructor(overflow: ContextOverflow, says: string) {
    super(says);
    this.overflow = overflow;
  }
}

const defaultLoadingLimitMs = 10 * 60_000;
const loadingPauseMs = 1_000;
const longestError = 64 * 1024;

/**
 * Sends a request for a reply and waits until the server begins to answer it. While the server is loading its
 * model, the request is sent again; where the server refuses an optional field, it is sent without that
 * field.
 * @throws AppError `server-…`; PromptRefused; the signal's reason when it was aborted
 */
export async function openReplyStream(
  body: RequestBody,
  options: ReplyStreamOptions,
): Promise<IncomingMessage> {
  const { address, model, refusedFields, signal, loadingLimitMs = defaultLoadingLimitMs, onSent } = options;
  const startedAtMs = performance.now();
  for (;;) {
    const sent = withoutFields(body, refusedFields);
    onSent();
    const response = await post(address, sent, signal);
    const { statusCode: status = 0, headers } = response;
    if (status === 200) return response;
    const text = await readText(response, longestError).catch(() => "");
    signal.throwIfAborted();
    const refusal = { status, says: bodyText(text), location: headers.location };
    const field = refusedField(status, text, sent);
    if (field !== null) {
      refusedFields.add(field);
      continue;
    }
    if (isLoading(refusal) && performance.now() - startedAtMs < loadingLimitMs) {
      options.onLoading?.();
      await sleep(loadingPauseMs, undefined, { signal });
      continue;
    }
    const overflow = contextOverflow(status, text, refusal.says);
    if (overflow !== null) throw new PromptRefused(overflow, refusal.says);
    throw refused(address, refusal, model);
  }
}

async function post(
  address: ServerAddress,
  body: RequestBody,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  try {
    return await sendRequest({
      method: "POST",
      url: `${address.url}/chat/completions`,
      headers: authorization(address),
      body: JSON.stringify(body),
      signal,
    });
  } catch (thrown) {
    signal.throwIfAborted();
    throw unreachable(address, thrown);
  }
}

/** Some versions answer with 500 where the request is at fault. */
function refusedField(status: number, text: string, sent: RequestBody): string | null {
  if (status !== 400 && status !== 422 && status !== 500) return null;
  const present = new Set([...Object.keys(sent), ...Object.keys(sent["stream_options"] ?? {})]);
  return (
    optionalFields.find((field) => present.has(field) && new RegExp(`\\b${field}\\b`).test(text)) ?? null
  );
}

function withoutFields(body: RequestBody, fields: ReadonlySet<string>): RequestBody {
  const keep = (entries: [string, unknown][]) =>
    Object.fromEntries(entries.filter(([name]) => !fields.has(name)));
  const { stream_options: streamOptions, ...rest } = keep(Object.entries(body));
  if (typeof streamOptions !== "object" || streamOptions === null) return rest;
  return { ...rest, stream_options: keep(Object.entries(streamOptions)) };
}
