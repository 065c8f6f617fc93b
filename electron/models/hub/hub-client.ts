import { z } from "zod";
import { hubRepository } from "../../../shared/ipc/inputs.ts";
import { AppError } from "../../../shared/ipc/result.ts";
import { parseGgufHeader, type GgufHeader } from "../../../shared/models/gguf-header.ts";
import {
  groupTree,
  type HubListing,
  type HubRepository,
  type TreeFile,
} from "../../../shared/models/hub-listing.ts";
import { visibleName } from "../../../shared/visible-name.ts";
import { FileSource } from "../downloads/file-source.ts";
import { fetchPiece } from "../downloads/fetch-piece.ts";
import { fetchFollowing, discardBody } from "./fetch-once.ts";
import type { HubAccess } from "./hub-access.ts";
import { hubFailure } from "./hub-failure.ts";
import type { HubPlace } from "./hub-file.ts";
import { isSafePath } from "./safe-path.ts";

const timeoutMs = 20_000;
/** A tree has at most some thousand entries; this stops a server that pages endlessly. */
const mostPages = 50;
const mostAnswerBytes = 20_000_000;
const shownRepositories = 30;
/** More GGUF files than any repository has. */
const mostFiles = 5_000;
const longestLicense = 64;

const gated = z.union([z.boolean(), z.string()]).optional().catch(false);
const repositorySchema = z.object({
  id: z.string(),
  downloads: z.number().optional().catch(undefined),
  gated,
  lastModified: z.string().optional().catch(undefined),
  tags: z.array(z.string()).optional().catch([]),
});
const infoSchema = repositorySchema.extend({ sha: z.string().regex(/^[0-9a-f]{40}$/) });
const treeSchema = z.array(
  z.object({
    type: z.string(),
    path: z.string(),
    size: z.number(),
    lfs: z
      .object({ oid: z.string(), size: z.int().min(0) })
      .optional()
      .catch(undefined),
  }),
);

/** Client of the hub's API. Every failure is an AppError with a code that the interface can explain. */
export class HubClient {
  readonly #access: () => HubAccess;

  constructor(access: () => HubAccess) {
    this.#access = access;
  }

  get access(): () => HubAccess {
    return this.#access;
  }

  /** Repositories with GGUF files whose names contain these words, the most downloaded first. */
  async search(query: string, signal: AbortSignal = neverAborted): Promise<readonly HubRepository[]> {
    const url = this.#api("/api/models");
    const parameters = { search: query, filter: "gguf", sort: "downloads", direction: "-1" };
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    url.searchParams.set("limit", String(shownRepositories));
    const { value } = await this.#get(url, z.array(repositorySchema), null, signal);
    // A mirror may ignore the limit, and name what can't be asked for.
    const usable = value.filter(({ id }) => hubRepository.safeParse(id).success);
    return usable.slice(0, shownRepositories).map(repositoryOf);
  }

  /**
   * The GGUF files of a repository at the commit that the revision points to. Files without a hash are left
   * out, because they could not be verified.
   */
  async listing(repo: string, revision = "main", signal: AbortSignal = neverAborted): Promise<HubListing> {
    const at = encodeURIComponent(revision);
    const info = await this.#get(this.#api(`/api/models/${repo}/revision/${at}`), infoSchema, repo, signal);
    const { license, isGated } = repositoryOf(info.value);
    const commit = info.value.sha;
    const tree = await this.#tree(repo, commit, signal);
    return { repo, revision: commit, license, isGated, ...groupTree(tree) };
  }

  /** The header of a GGUF file at the hub, read with range requests; the file itself is not downloaded. */
  async header(
    place: HubPlace,
    content: { readonly sizeBytes: number; readonly sha256: string },
    signal: AbortSignal = neverAborted,
  ): Promise<GgufHeader> {
    const source = new FileSource({ place, content, access: this.#access, timeoutMs });
    return parseGgufHeader(async (position, length) => {
      const end = Math.min(position + length, content.sizeBytes);
      const bytes = new Uint8Array(Math.max(0, end - position));
      if (bytes.length === 0) return bytes;
      await fetchPiece(
        source,
        { start: position, end },
        {
          signal,
          acceptsWhole: true,
          onBytes: async (pieces, at) => bytes.set(Buffer.concat(pieces), at - position),
        },
      );
      return bytes;
    });
  }

  async #tree(repo: string, commit: string, signal: AbortSignal): Promise<readonly TreeFile[]> {
    const files: TreeFile[] = [];
    let url: URL | null = this.#api(`/api/models/${repo}/tree/${commit}?recursive=true`);
    for (let page = 0; url !== null && page < mostPages; page++) {
      const answer: { value: z.infer<typeof treeSchema>; next: URL | null } = await this.#get(
        url,
        treeSchema,
        repo,
        signal,
      );
      for (const { type, path, lfs } of answer.value) {
        if (type !== "file" || !lfs || !/^[0-9a-f]{64}$/.test(lfs.oid) || !isSafePath(path)) continue;
        files.push({ path, sizeBytes: lfs.size, sha256: lfs.oid });
        if (files.length === mostFiles) return files;
      }
      url = answer.next;
    }
    return files;
  }

  #api(path: string): URL {
    return new URL(this.#access().endpoint + path);
  }

  async #get<T>(url: URL, schema: z.ZodType<T>, repo: string | null, signal: AbortSignal) {
    const access = this.#access();
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs * 3)]);
    const { response, url: at } = await fetchFollowing(url, { access, signal: deadline, timeoutMs });
    if (!response.ok) {
      discardBody(response);
      throw hubFailure(response, { url: at, repo, hasToken: access.token !== null });
    }
    const parsed = schema.safeParse(await jsonOf(response, at));
    if (!parsed.success) throw unexpectedResponse(at, response.status, z.prettifyError(parsed.error));
    return { value: parsed.data, next: nextPage(response, at) };
  }
}

/** The default signal: without one, only the timeout ends a request. */
const neverAborted = new AbortController().signal;

async function jsonOf(response: Response, url: URL): Promise<unknown> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      bytes += part.length;
      if (bytes > mostAnswerBytes)
        throw unexpectedResponse(url, response.status, "The response is too large");
      parts.push(part);
    }
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    throw new AppError("hub-offline", `The response of ${url.host} was interrupted: ${String(thrown)}`, {
      host: url.host,
    });
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString("utf8"));
  } catch {
    // A captive portal answers every request with its own page.
    throw unexpectedResponse(url, response.status, "The response is not JSON");
  }
}

function unexpectedResponse(url: URL, status: number, why: string): AppError {
  return new AppError("hub-unexpected", `${url.host}: ${why}`, { host: url.host, status });
}

/** Stays on the same host, so that a response cannot lead the token elsewhere. */
function nextPage(response: Response, url: URL): URL | null {
  const [, link] = /<([^>]+)>\s*;\s*rel="?next"?/.exec(response.headers.get("link") ?? "") ?? [];
  const next = link === undefined ? null : URL.parse(link, url.href);
  // Mirrors that pass the hub's `Link` header through would otherwise lead away from themselves.
  return next === null ? null : new URL(next.pathname + next.search, url.origin);
}

const licenseTag = "license:";

function repositoryOf({ id, downloads, gated: gate, lastModified, tags }: z.infer<typeof repositorySchema>) {
  const updatedAtMs = Date.parse(lastModified ?? "");
  const license = tags?.find((tag) => tag.startsWith(licenseTag));
  return {
    repo: id,
    downloads: downloads ?? null,
    isGated: gate !== undefined && gate !== false,
    license: license === undefined ? null : visibleName(license.slice(licenseTag.length), longestLicense),
    updatedAtMs: Number.isNaN(updatedAtMs) ? null : updatedAtMs,
  };
}
