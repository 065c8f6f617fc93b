import { errorText, unreachable } from "../server-failure.ts";
import { readText, sendRequest } from "../http-request.ts";
import { authorization, hostNameOf, type ServerAddress } from "../server-connection.ts";
import { AppError } from "../../../../shared/ipc/result.ts";

const longestWords = 10_000;

/** What a server answered to a question about itself. */
export interface Probe {
  readonly status: number;
  /** The names that the program gives itself in its headers. */
  readonly program: string;
  /** null: it is no JSON. */
  readonly json: unknown;
  /** Of an error; blank: none. */
  readonly says: string;
  readonly location?: string | undefined;
}

export interface Question {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly body?: string;
}

const timeoutMs = 6_000;
/** Some servers list hundreds of models, with their descriptions. */
const longestAnswer = 8 * 1024 * 1024;

/**
 * @throws AppError `server-offline`, `server-gone`, `server-failed`; the signal's reason when it was aborted
 */
export async function probe(address: ServerAddress, question: Question, signal: AbortSignal): Promise<Probe> {
  const limit = AbortSignal.timeout(timeoutMs);
  try {
    const response = await sendRequest({
      ...question,
      headers: authorization(address),
      signal: AbortSignal.any([signal, limit]),
    });
    const text = await readText(response, longestAnswer);
    const { headers, statusCode: status = 0 } = response;
    const json = parsed(text);
    return {
      status,
      program: String(headers["server"] ?? ""),
      json,
      says: (errorText(json) ?? "").slice(0, longestWords),
      location: headers.location,
    };
  } catch (thrown) {
    signal.throwIfAborted();
    const host = hostNameOf(address);
    if (limit.aborted) throw new AppError("server-offline", `${host} does not answer`, { host });
    throw unreachable(address, thrown);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A field of a JSON object; undefined where it is none. */
export function fieldOf(json: unknown, name: string): unknown {
  return typeof json === "object" && json !== null ? (json as Record<string, unknown>)[name] : undefined;
}

export function listIn(json: unknown, name: string): readonly unknown[] {
  const list = fieldOf(json, name);
  return Array.isArray(list) ? list : [];
}

export function stringIn(json: unknown, name: string): string | null {
  const value = fieldOf(json, name);
  return typeof value === "string" ? value : null;
}

export function numberIn(json: unknown, name: string): number | null {
  return sizeOf(fieldOf(json, name));
}

/** A number that can be a size in tokens. */
export function sizeOf(value: unknown): number | null {
  return Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : null;
}
