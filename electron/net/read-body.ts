import type { IncomingMessage } from "node:http";
import { pipeline, type Readable, type Transform } from "node:stream";
import { createBrotliDecompress, createGunzip } from "node:zlib";

export interface Body {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** It is longer, and the rest was not read. */
  readonly isCut: boolean;
}

export const acceptedEncodings = "gzip, br";

/**
 * Reads a body up to a limit that counts the bytes after decompression, and then closes the connection.
 * @throws errors of the connection and of zlib; null for an encoding that was not asked for
 */
export async function readBody(response: IncomingMessage, mostBytes: number): Promise<Body | null> {
  const stream = decompressed(response);
  if (stream === null) return null;
  const chunks: Uint8Array[] = [];
  let room = mostBytes;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    chunks.push(chunk.subarray(0, room));
    if (chunk.length > room) return { bytes: joined(chunks), isCut: true };
    room -= chunk.length;
  }
  return { bytes: joined(chunks), isCut: false };
}

function joined(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function decompressed(response: IncomingMessage): Readable | null {
  const encoding = (response.headers["content-encoding"] ?? "identity").trim().toLowerCase();
  // A failure is reported by reading the last stream.
  const through = (decoder: Transform) => pipeline(response, decoder, () => undefined);
  switch (encoding) {
    case "identity":
    case "":
      return response;
    case "gzip":
    case "x-gzip":
      return through(createGunzip());
    case "br":
      return through(createBrotliDecompress());
    default:
      return null;
  }
}
