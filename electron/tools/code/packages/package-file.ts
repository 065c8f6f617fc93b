import { AppError } from "../../../../shared/ipc/result.ts";
import type { FileDigest, TransferSource } from "../../../models/downloads/file-source.ts";
import { discardBody, fetchFollowing } from "../../../models/hub/fetch-once.ts";
import type { HubAccess } from "../../../models/hub/hub-access.ts";
import type { ResolvedFile } from "../../../models/hub/hub-file.ts";
import { hubFailure } from "../../../models/hub/hub-failure.ts";

/** A file at a fixed address, which is downloaded without a token. */
export class PackageFile implements TransferSource {
  readonly repo = null;
  readonly content: FileDigest;
  readonly timeoutMs: number;
  readonly #url: URL;

  constructor(url: URL, content: FileDigest, timeoutMs: number) {
    this.#url = url;
    this.content = content;
    this.timeoutMs = timeoutMs;
  }

  readonly access = () => anonymous(this.#url);

  address(): Promise<ResolvedFile> {
    return Promise.resolve({ url: this.#url, ...this.content });
  }

  forget(): Promise<void> {
    return Promise.resolve();
  }
}

/**
 * The size of a file, by a request for its first byte.
 * @throws AppError as the hub's; the signal's reason
 */
export async function sizeAt(
  url: URL,
  { signal, timeoutMs }: { readonly signal: AbortSignal; readonly timeoutMs: number },
): Promise<number> {
  const options = { access: anonymous(url), headers: { range: "bytes=0-0" }, signal, timeoutMs };
  const { response, url: at } = await fetchFollowing(url, options);
  discardBody(response);
  if (!response.ok) throw hubFailure(response, { url: at, repo: null, hasToken: false });
  const total = /^bytes \d+-\d+\/(\d+)$/.exec(response.headers.get("content-range") ?? "")?.[1];
  const size = Number(
    total ?? (response.status === 200 ? response.headers.get("content-length") : null) ?? 0,
  );
  if (Number.isSafeInteger(size) && size > 0) return size;
  throw new AppError("hub-unexpected", `${at.host} does not say how large ${at.pathname} is`, {
    host: at.host,
  });
}

const anonymous = (url: URL): HubAccess => ({ endpoint: url.origin, token: null, trustedOrigins: [] });
