import { AppError } from "../../../shared/ipc/result.ts";
import { fetchFollowing, letGo, offline } from "../hub/fetch-once.ts";
import { hubFailure } from "../hub/hub-failure.ts";
import type { ByteRange } from "./byte-ranges.ts";
import type { FileSource } from "./file-source.ts";
import { GatheredBytes, type Pieces } from "./gathered-bytes.ts";

export interface PieceOptions {
  readonly signal: AbortSignal;
  /** Takes a whole file that comes in place of the range, and drops what is not of it. */
  readonly acceptsWhole: boolean;
  readonly onBytes: (pieces: Pieces, position: number) => Promise<unknown>;
}

/** The host answered a range with the whole file. */
export class RangeIgnored extends AppError {}

/**
 * Gets one range of the file, giving its bytes on as they come. All that came in order was given on, however it ends.
 * @throws AppError, RangeIgnored, FileChanged; what `onBytes` throws
 */
export async function fetchPiece(source: FileSource, range: ByteRange, options: PieceOptions): Promise<void> {
  const { signal, acceptsWhole, onBytes } = options;
  const { patienceMs, content } = source;
  const address = await source.address(signal);
  const silence = new AbortController();
  const headers = { range: `bytes=${range.start}-${range.end - 1}` };
  const { response, url } = await fetchFollowing(address.url, {
    access: source.access(),
    headers,
    signal: AbortSignal.any([signal, silence.signal]),
    patienceMs,
  });
  const start = await beginningOf(response);
  let position = start;
  const timer = setTimeout(() => silence.abort(), patienceMs);
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
    // However it ends: what came is given on.
    await gathered.flush();
    clearTimeout(timer);
    letGoOf(chunks);
  }
  if (position < range.end) throw offline(url, "The answer ended early");

  /** @returns null at the end */
  async function readNext(): Promise<Uint8Array | null> {
    timer.refresh();
    try {
      const result = await chunks?.next();
      return result === undefined || result.done === true ? null : (result.value as Uint8Array);
    } catch (thrown) {
      signal.throwIfAborted();
      throw offline(url, silence.signal.aborted ? "Nothing came any more" : thrown);
    }
  }

  /** Where in the file the answer begins. */
  async function beginningOf({ status, headers: answered }: Response): Promise<number> {
    const [, from, total] = /^bytes (\d+)-\d+\/(\d+)$/.exec(answered.get("content-range") ?? "") ?? [];
    if (status === 206 && Number(from) === range.start && Number(total) === content.sizeBytes) {
      return range.start;
    }
    const length = answered.get("content-length");
    const isWhole = status === 200 && (length === null || Number(length) === content.sizeBytes);
    if (isWhole && (range.start === 0 || acceptsWhole)) return 0;
    letGo(response);
    if (isWhole) {
      throw new RangeIgnored("hub-unexpected", `${url.host} ignores ranges`, { host: url.host, status });
    }
    // A signed address ends with time; the hub has a new one, or says that the file is another by now.
    await source.forget(address);
    const isHost = url.origin !== new URL(source.access().endpoint).origin;
    if (status === 429 || status >= 500 || (!isHost && status >= 400)) {
      throw hubFailure(response, {
        url,
        repo: source.place.repo,
        hasToken: source.access().token !== null,
      });
    }
    throw new AppError("hub-unexpected", `${url.host} answered ${status} to ${headers.range}`, {
      host: url.host,
      status,
    });
  }
}

/** The rest of the answer is not waited for. */
function letGoOf(chunks: AsyncIterator<Uint8Array> | undefined): void {
  void Promise.resolve(chunks?.return?.()).catch(() => undefined);
}
