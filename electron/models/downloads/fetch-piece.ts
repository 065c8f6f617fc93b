import { AppError } from "../../../shared/ipc/result.ts";
import { fetchFollowing, discardBody, offline } from "../hub/fetch-once.ts";
import { hubFailure } from "../hub/hub-failure.ts";
import type { ByteRange } from "./byte-ranges.ts";
import type { TransferSource } from "./file-source.ts";
import { GatheredBytes, type Pieces } from "./gathered-bytes.ts";

export interface PieceOptions {
  readonly signal: AbortSignal;
  /** Whether a response with the whole file is accepted; the bytes outside the range are dropped. */
  readonly acceptsWhole: boolean;
  readonly onBytes: (pieces: Pieces, position: number) => Promise<unknown>;
}

/** The host answered a range request with the whole file. */
export class RangeIgnored extends AppError {}

/**
 * Downloads one range of the file and passes its bytes to `onBytes` as they arrive. On failure, all bytes
 * received so far have been passed on.
 * @throws AppError, RangeIgnored, FileChanged; errors of `onBytes`
 */
export async function fetchPiece(
  source: TransferSource,
  range: ByteRange,
  options: PieceOptions,
): Promise<void> {
  const { signal, acceptsWhole, onBytes } = options;
  const { timeoutMs, content } = source;
  const address = await source.address(signal);
  const silence = new AbortController();
  const headers = { range: `bytes=${range.start}-${range.end - 1}` };
  const { response, url } = await fetchFollowing(address.url, {
    access: source.access(),
    headers,
    signal: AbortSignal.any([signal, silence.signal]),
    timeoutMs,
  });
  const start = await beginningOf(response);
  let position = start;
  const timer = setTimeout(() => silence.abort(), timeoutMs);
  const chunks = response.body?.[Symbol.asyncIterator]();
  const gathered = new GatheredBytes(onBytes);
  try {
    while (position < range.end) {
      const next = await readNext();
      if (next === null) break;
      const bytes = next.subarray(Math.max(0, range.start - position), range.end - position);
      const at = Math.max(position, range.start);
      position += next.length;
      if (bytes.length > 0) await gathered.add(bytes, at);
    }
  } finally {
    // Pass on what was received, also after an error.
    await gathered.flush();
    clearTimeout(timer);
    cancelStream(chunks);
  }
  if (position < range.end) throw offline(url, "The response ended early");

  /** @returns null at the end of the response */
  async function readNext(): Promise<Uint8Array | null> {
    timer.refresh();
    try {
      const result = await chunks?.next();
      return result === undefined || result.done === true ? null : (result.value as Uint8Array);
    } catch (thrown) {
      signal.throwIfAborted();
      throw offline(url, silence.signal.aborted ? "No data arrived any more" : thrown);
    }
  }

  /** The offset in the file at which the response begins. */
  async function beginningOf({ status, headers: answered }: Response): Promise<number> {
    const [, from, total] = /^bytes (\d+)-\d+\/(\d+)$/.exec(answered.get("content-range") ?? "") ?? [];
    if (status === 206 && Number(from) === range.start && Number(total) === content.sizeBytes) {
      return range.start;
    }
    const length = answered.get("content-length");
    const isWhole = status === 200 && (length === null || Number(length) === content.sizeBytes);
    if (isWhole && (range.start === 0 || acceptsWhole)) return 0;
    discardBody(response);
    if (isWhole) {
      throw new RangeIgnored("hub-unexpected", `${url.host} ignores ranges`, { host: url.host, status });
    }
    // Signed URLs expire. The next request resolves a new one, or finds that the file has changed.
    await source.forget(address);
    const isHost = url.origin !== new URL(source.access().endpoint).origin;
    if (status === 429 || status >= 500 || (!isHost && status >= 400)) {
      throw hubFailure(response, {
        url,
        repo: source.repo,
        hasToken: source.access().token !== null,
      });
    }
    throw new AppError("hub-unexpected", `${url.host} answered ${status} to ${headers.range}`, {
      host: url.host,
      status,
    });
  }
}

/** Cancels the response without waiting for its end. */
function cancelStream(chunks: AsyncIterator<Uint8Array> | undefined): void {
  void Promise.resolve(chunks?.return?.()).catch(() => undefined);
}
