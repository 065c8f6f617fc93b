const magic = "fLaC";
const blockHeadBytes = 4;

/**
 * Whether a FLAC file ends before its audio begins (RFC 9639, 8.1). The demuxer would search for the first
 * frame forever. False for any other file.
 */
export async function isFlacCutShort(file: Blob): Promise<boolean> {
  const read = async (at: number, length: number) =>
    new Uint8Array(await file.slice(at, at + length).arrayBuffer());
  if (String.fromCharCode(...(await read(0, magic.length))) !== magic) return false;
  for (let at = magic.length; ;) {
    const [flags = 0, high = 0, middle = 0, low] = await read(at, blockHeadBytes);
    if (low === undefined) return true;
    at += blockHeadBytes + high * 65_536 + middle * 256 + low;
    const isLast = (flags & 0x80) !== 0;
    if (isLast) return at >= file.size;
  }
}
