import type { EncodedTensor } from "../gguf/gguf-writer.ts";

const blockBytes = 18;

/**
 * Q4_0 blocks of random bits with one scale: numbers of about the given deviation, generated about as fast as
 * a disk writes them. The same seed gives the same blocks.
 */
export function randomBlocks(
  name: string,
  shape: readonly number[],
  seed: number,
  deviation = 0.05,
): EncodedTensor {
  let state = seed | 1;
  // Evenly distributed nibbles have a standard deviation of 4.6.
  const scale = new Uint8Array(2);
  new DataView(scale.buffer).setFloat16(0, deviation / 4.6, true);
  const [low = 0, high = 0] = scale;
  return {
    name,
    shape,
    type: "Q4_0",
    fillEncoded: (target) => {
      const words = new Uint32Array(Math.ceil(target.length / 4));
      for (let i = 0; i < words.length; i++) {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        words[i] = state;
      }
      target.set(new Uint8Array(words.buffer, 0, target.length));
      for (let block = 0; block < target.length; block += blockBytes) {
        target[block] = low;
        target[block + 1] = high;
      }
    },
  };
}
