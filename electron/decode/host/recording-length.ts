import { ALL_FORMATS, CustomSource, Input } from "mediabunny";
import type { ReadBytes } from "../../../shared/models/byte-cursor.ts";

/**
 * The length of a recording as its container states it, before anything is decoded.
 * @returns milliseconds; null where the container is not known or damaged
 */
export async function recordingLength(read: ReadBytes, sizeBytes: number): Promise<number | null> {
  const source = new CustomSource({
    getSize: () => sizeBytes,
    read: (start, end) => read(start, end - start),
  });
  const input = new Input({ source, formats: ALL_FORMATS });
  try {
    return Math.round((await input.computeDuration()) * 1000);
  } catch {
    return null;
  } finally {
    input.dispose();
  }
}
