import { AppError } from "../../../shared/ipc/result.ts";
import type { HubAccess } from "./hub-access.ts";
import { fetchOnce, letGo, mostRedirects, redirection } from "./fetch-once.ts";
import { hubFailure } from "./hub-failure.ts";

/** A file of a repository at one revision. */
export interface HubPlace {
  readonly repo: string;
  readonly revision: string;
  readonly path: string;
}

/** Where its bytes are to be had for a while, and what the hub says of it now. */
export interface ResolvedFile {
  readonly url: URL;
  /** Null where the hub does not say. */
  readonly sha256: string | null;
  readonly sizeBytes: number | null;
}

/** The address the hub gives out for a file; it leads to another host, is signed, and ends. */
export async function resolveHubFile(
  place: HubPlace,
  options: { readonly access: HubAccess; readonly signal: AbortSignal; readonly patienceMs: number },
): Promise<ResolvedFile> {
  const { access } = options;
  let url = fileUrl(access.endpoint, place);
  for (let hop = 0; hop < mostRedirects; hop++) {
    // A hub that has the bytes itself is asked for one only.
    const response = await fetchOnce(url, { ...options, headers: { range: "bytes=0-0" } });
    const next = redirection(response, url);
    letGo(response);
    const facts = linkedFacts(response.headers);
    if (next === null) {
      if (response.ok) return { url, ...facts };
      throw hubFailure(response, { url, repo: place.repo, hasToken: access.token !== null });
    }
    if (facts.sha256 !== null) return { url: next, ...facts };
    url = next;
  }
  throw new AppError("hub-unexpected", "The hub redirects without end", { host: url.host, status: 302 });
}

function fileUrl(endpoint: string, { repo, revision, path }: HubPlace): URL {
  const segments = path.split("/").map(encodeURIComponent).join("/");
  return new URL(`${endpoint}/${repo}/resolve/${encodeURIComponent(revision)}/${segments}`);
}

function linkedFacts(headers: Headers): Pick<ResolvedFile, "sha256" | "sizeBytes"> {
  const [, sha256 = null] = /^(?:W\/)?"?([0-9a-f]{64})"?$/.exec(headers.get("x-linked-etag") ?? "") ?? [];
  const size = headers.get("x-linked-size");
  return { sha256, sizeBytes: size !== null && /^\d+$/.test(size) ? Number(size) : null };
}
