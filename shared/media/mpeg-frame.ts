/** Bit rates in kbit/s by index, for MPEG-1 layers I to III and MPEG-2 layers I, and II and III. */
const bitRates = {
  1: [
    [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
    [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
    [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  ],
  2: [
    [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
    [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  ],
} as const;
const sampleRates = [44_100, 48_000, 32_000] as const;

/**
 * Whether bytes begin with MPEG audio without tags: a frame header, and another one where the frame ends.
 * Eleven set bits alone are no evidence: UTF-16 and many code pages of text have them too.
 */
export function isMpegAudio(bytes: Uint8Array): boolean {
  const length = frameBytes(bytes, 0);
  if (length === null) return false;
  const isCut = length + 4 > bytes.length;
  return isCut ? bytes.length >= 4 && !isByteOrderMark(bytes) : frameBytes(bytes, length) !== null;
}

function isByteOrderMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xfe;
}

/** The length of the frame that begins there; null: none does. */
function frameBytes(bytes: Uint8Array, at: number): number | null {
  const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3);
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return null;
  const version = (second >> 3) & 3;
  const layer = 4 - ((second >> 1) & 3);
  const rateIndex = (third >> 2) & 3;
  const sampleRate = sampleRates[rateIndex];
  if (version === 1 || layer === 4 || sampleRate === undefined) return null;
  const isFirst = version === 3;
  const bitRate = bitRates[isFirst ? 1 : 2][layer - 1]?.[(third >> 4) - 1];
  if (bitRate === undefined) return null;
  const rate = sampleRate / (isFirst ? 1 : version === 2 ? 2 : 4);
  const padding = (third >> 1) & 1;
  if (layer === 1) return (Math.floor((12_000 * bitRate) / rate) + padding) * 4;
  const samples = layer === 3 && !isFirst ? 72_000 : 144_000;
  return Math.floor((samples * bitRate) / rate) + padding;
}
