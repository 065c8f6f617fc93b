import { AppError } from "../../../shared/ipc/result.ts";
import type { HubAccess } from "./hub-access.ts";
import { fetchOnce, discardBody, maxRedirects, redirection } from "./fetch-once.ts";
import { hubFailure } from "./hub-failure.ts";

/** A file of a repository at one revision. */
export interface HubPlace {
  readonly repo: string;
  readonly revision: string;
  readonly path: string;
}

/** A temporary URL of the file's bytes, with the facts that the hub reports about it now. */
export interface ResolvedFile {
  readonly url: URL;
  /** Null when the hub does not report it. */
  readonly sha256: string | null;
  readonly sizeBytes: number | null;
}

/** Resolves the download URL of a file. It usually points to another host, is signed, and expires. */
export async function resolveHubFile(
  place: HubPlace,
  options: { readonly access: HubAccess; readonly signal: AbortSignal; readonly timeoutMs: number },
): Promise<ResolvedFile> {
  const { access } = options;
  let url = fileUrl(access.endpoint, place);
  for (let hop = 0; hop < maxRedirects; hop++) {
    // Requests a single byte, in case the hub serves the file itself.
    const response = await fetchOnce(url, { ...options, headers: { range: "bytes=0-0" } });
    const next = redirection(response, url);
    discardBody(response);
    const facts = linkedFacts(response.headers);
    if (next === null) {
      if (response.ok) return { url, ...facts };
      throw hubFailure(response, { url, repo: place.repo, hasToken: access.token !== null });
    }
    if (facts.sha256 !== null) return { url: next, ...facts };
    url = next;
  }
  throw new AppError("hub-unexpected", "The hub redirects too often", { host: url.host, status: 302 });
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
