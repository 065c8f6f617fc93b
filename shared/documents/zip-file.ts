import { DecodeError } from "../media/decode-failure.ts";

/** The files in a ZIP archive, which is read by its directory. */
export interface ZipFile {
  readonly names: readonly string[];
  /** null: there is no such file. @throws DecodeError `broken`, `too-large` {limitBytes}, `encrypted` */
  read(name: string): Promise<Uint8Array | null>;
}

interface Entry {
  readonly offset: number;
  readonly packedBytes: number;
  readonly isDeflated: boolean;
  readonly isEncrypted: boolean;
}

/** Of everything that is read from one archive: a few kilobytes may unpack to gigabytes. */
const limitBytes = 200e6;
const mostEntries = 20_000;
const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const fileMark = 0x04034b50;
const endBytes = 22;
const longestComment = 65_535;

/** @throws DecodeError `broken` */
export function openZip(bytes: Uint8Array): ZipFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = entriesOf(view);
  let unpackedBytes = 0;
  return {
    names: [...entries.keys()],
    async read(name) {
      const entry = entries.get(name);
      if (entry === undefined) return null;
      if (entry.isEncrypted) throw new DecodeError("encrypted", `${name} requires a password`);
      if (entry.offset + 30 > view.byteLength || view.getUint32(entry.offset, true) !== fileMark)
        return damaged();
      const start =
        entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
      const packed = bytes.subarray(start, start + entry.packedBytes);
      if (packed.length < entry.packedBytes) return damaged();
      const content = entry.isDeflated ? await inflated(packed, limitBytes - unpackedBytes) : packed;
      unpackedBytes += content.length;
      return content;
    },
  };
}

function entriesOf(view: DataView): ReadonlyMap<string, Entry> {
  const end = endOf(view);
  const count = view.getUint16(end + 10, true);
  const entries = new Map<string, Entry>();
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < Math.min(count, mostEntries); index++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== entryMark) return damaged();
    const nameBytes = view.getUint16(at + 28, true);
    const method = view.getUint16(at + 10, true);
    const name = new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at + 46, nameBytes));
    if (method === 0 || method === 8) {
      entries.set(name, {
        offset: view.getUint32(at + 42, true),
        packedBytes: view.getUint32(at + 20, true),
        isDeflated: method === 8,
        isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
      });
    }
    at += 46 + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** The end of the directory is the last thing in the file, before a comment. */
function endOf(view: DataView): number {
  const first = Math.max(0, view.byteLength - endBytes - longestComment);
  for (let at = view.byteLength - endBytes; at >= first; at--) {
    if (view.getUint32(at, true) === endMark) return at;
  }
  return damaged();
}

async function inflated(packed: Uint8Array, mostBytes: number): Promise<Uint8Array> {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || value === undefined) break;
      chunks.push(value);
      length += value.length;
      if (length > mostBytes) {
        await reader.cancel();
        throw new DecodeError("too-large", "The archive unpacks to too much", { limitBytes });
      }
    }
  } catch (thrown) {
    if (thrown instanceof DecodeError) throw thrown;
    return damaged();
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function damaged(): never {
  throw new DecodeError("broken", "The archive is damaged");
}
