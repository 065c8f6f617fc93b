import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { PageFile } from "../page/page-files.ts";

export interface Encoded {
  readonly bytes: Buffer;
  readonly encoding: "br" | "gzip" | null;
}

export type Compress = (
  pathname: string,
  file: PageFile,
  acceptEncoding: string | undefined,
) => Promise<Encoded>;

const worthCompressing = /^(?:text\/|application\/(?:json|wasm)|image\/svg)/;
const minBytes = 1024;

/**
 * Compresses page files for browsers across a network, once per file; the page is small enough to cache all
 * results.
 */
export function pageCompressor(): Compress {
  const kept = new Map<string, { readonly source: Buffer; readonly packed: Promise<Buffer> }>();
  return async (pathname, { bytes, mediaType }, acceptEncoding = "") => {
    const encoding = /\bbr\b/.test(acceptEncoding) ? "br" : /\bgzip\b/.test(acceptEncoding) ? "gzip" : null;
    if (encoding === null || bytes.length < minBytes || !worthCompressing.test(mediaType)) {
      return { bytes, encoding: null };
    }
    const key = `${encoding} ${pathname}`;
    let entry = kept.get(key);
    if (entry?.source.equals(bytes) !== true) {
      entry = { source: bytes, packed: encoding === "br" ? brotli(bytes) : gzipped(bytes) };
      kept.set(key, entry);
    }
    return { bytes: await entry.packed, encoding };
  };
}

const gzipped = promisify(gzip);

function brotli(bytes: Buffer): Promise<Buffer> {
  return promisify(brotliCompress)(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
}
