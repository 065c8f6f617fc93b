import type { z } from "zod";
import { AppError } from "../../../../shared/ipc/result.ts";
import type { FetchRequest } from "../../../net/safe-fetch.ts";
import type { SearchAccess, SearchProvider } from "./search-provider.ts";

export type SearchFailedBecause = "no-key" | "no-address" | "refused-key" | "limited" | "status" | "answer";

const reasons: Readonly<Record<SearchFailedBecause, string>> = {
  "no-key": "it needs an API key, which the user has to enter in Settings",
  "no-address": "the user has to enter its address in Settings",
  "refused-key": "it rejected the API key",
  limited: "it limits searches at the moment",
  status: "it reported an error",
  answer: "its answer can't be read",
};

export function searchFailed(
  { name: provider }: Pick<SearchProvider, "name">,
  reason: SearchFailedBecause,
  status = 0,
): AppError {
  return new AppError("search-failed", `${provider}: ${reasons[reason]}`, { provider, reason, status });
}

const mostBytes = 2 * 1024 * 1024;

/**
 * Asks an API that answers with JSON.
 * @throws AppError `search-failed`, `fetch-failed`
 */
export async function askJson<Schema extends z.ZodType>(
  provider: Pick<SearchProvider, "name">,
  request: Omit<FetchRequest, "mostBytes" | "accept">,
  schema: Schema,
  { fetch }: Pick<SearchAccess, "fetch">,
  signal: AbortSignal,
): Promise<z.infer<Schema>> {
  const wanted = { ...request, accept: "application/json", mostBytes: () => mostBytes };
  const { status, bytes, isCut } = await fetch(wanted, signal);
  refuseStatus(provider, status);
  const answer = schema.safeParse(isCut ? null : parsed(bytes));
  if (!answer.success) throw searchFailed(provider, "answer");
  return answer.data;
}

/** The key as it is needed. @throws AppError `search-failed` {reason: no-key} */
export function keyOf(provider: Pick<SearchProvider, "name">, { key }: SearchAccess): string {
  if (key === null) throw searchFailed(provider, "no-key");
  return key;
}

function refuseStatus(provider: Pick<SearchProvider, "name">, status: number): void {
  if (status === 401 || status === 403) throw searchFailed(provider, "refused-key", status);
  // 402: nothing left to spend; 432 and 433: Tavily's limits of a plan.
  if ([202, 402, 429, 432, 433].includes(status)) throw searchFailed(provider, "limited", status);
  if (status < 200 || status > 299) throw searchFailed(provider, "status", status);
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}
