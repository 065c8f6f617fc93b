/** Reads bytes of a file; fewer only at its end. */
type Read = (offset: number, length: number) => Promise<Uint8Array>;

/** A box states its length in four bytes, or in eight more. */
const boxHeadBytes = 16;

/**
 * Whether an MP4 or QuickTime file ends within one of its parts (ISO 14496-12): a download or a copy that was
 * interrupted, or a camera that ran out of power. False for any other file.
 */
export async function isMovieCutShort(sizeBytes: number, read: Read): Promise<boolean> {
  let hasIndex = false;
  for (let at = 0, boxes = 0; at < sizeBytes && boxes < 1000; boxes++) {
    const head = await read(at, boxHeadBytes);
    if (head.length < 8) return true;
    const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
    const name = String.fromCharCode(...head.subarray(4, 8));
    if (!/^[\x20-\x7e\xa9]{4}$/.test(name)) return false;
    if (name === "moov") hasIndex = true;
    let length = view.getUint32(0);
    // 0: up to the end of the file.
    if (length === 0) return !hasIndex;
    if (length === 1) {
      if (head.length < boxHeadBytes) return true;
      length = Number(view.getBigUint64(8));
    }
    if (length < 8) return false;
    at += length;
    if (at > sizeBytes) return true;
  }
  return !hasIndex;
}
