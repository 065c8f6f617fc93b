import { constants } from "node:fs";
import { openFile } from "./open-file.ts";

/** Larger files are read up to here. */
const mostBytes = 4 * 1024 ** 2;

export interface FileText {
  readonly text: string;
  /** Whether the file goes on. */
  readonly isCut: boolean;
}

/** The text of a file in UTF-8 or UTF-16; null: it is not text. */
export async function textOfFile(path: string): Promise<FileText | null> {
  const file = await openFile(path, constants.O_RDONLY);
  try {
    const { size } = await file.stat();
    const bytes = new Uint8Array(Math.min(size, mostBytes));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    const text = decode(bytes.subarray(0, bytesRead));
    return text === null ? null : { text, isCut: size > mostBytes };
  } finally {
    await file.close();
  }
}

function decode(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  if (bytes.subarray(0, 8192).includes(0)) return null;
  return new TextDecoder("utf-8").decode(bytes);
}
