import type { EncodedTensor, FilledTensor, GgufFile } from "../gguf/gguf-writer.ts";
import { realSizes, type SizeName } from "./real-sizes.ts";
import { sizedModel } from "./sized-model.ts";
import { norm } from "./tensors.ts";

export interface ChainModel {
  readonly file: GgufFile;
  /** As numbers, for a drafter that agrees with it. */
  readonly output: FilledTensor;
  /** The tokens that it says, over and over. */
  readonly chain: readonly number[];
}

/**
 * A model with the dimensions of a published one and random weights, which takes as long as the published one and
 * says a fixed text: what its layers compute is scaled to nothing before it is added, so that the embedding of the
 * last token reaches the output matrix, which knows the next one.
 * @param layers how many of the first layers to include; default: all
 */
export function chainModel(size: SizeName, length: number, layers?: number): ChainModel {
  const sized = sizedModel(size, layers);
  const { width } = realSizes[size];
  const chain = Array.from({ length }, (_, at) => firstToken + at);
  const dimensionOf = (token: number) => {
    const place = token - firstToken;
    return place < 0 || place >= length ? length : place;
  };
  const columnsOf = (token: number): readonly number[] => {
    const place = token - firstToken;
    if (place < 0 || place >= length) return [];
    const before = (place + length - 1) % length;
    // Any other token is followed by the first one.
    return place === 0 ? [before, length] : [before];
  };
  const vocabularySize = sized.tensors.find(({ name }) => name === "token_embd.weight")?.shape[1] ?? 0;
  const silent = /(post_attention_norm|post_ffw_norm|post_norm)\.weight$/;
  return {
    chain,
    output: {
      name: "output.weight",
      shape: [width, vocabularySize],
      type: "F32",
      fill: (row, token) => {
        for (const column of columnsOf(token)) row[column] = 1;
      },
    },
    file: {
      metadata: sized.metadata,
      tensors: [
        ...sized.tensors
          .filter(({ name }) => name !== "token_embd.weight")
          .map((tensor) => (silent.test(tensor.name) ? norm(tensor.name, tensor.shape[0] ?? 0, 0) : tensor)),
        ones("token_embd.weight", width, vocabularySize, (token) => [dimensionOf(token)]),
        ones("output.weight", width, vocabularySize, columnsOf),
      ],
    },
  };
}

/** Behind control tokens and bytes. */
const firstToken = 2000;
const blockBytes = 18;

/** A matrix of zeros with a few ones, in Q4_0. */
function ones(
  name: string,
  width: number,
  rows: number,
  columnsOf: (row: number) => readonly number[],
): EncodedTensor {
  const rowBytes = (width / 32) * blockBytes;
  let next = 0;
  return {
    name,
    shape: [width, rows],
    type: "Q4_0",
    fillEncoded: (target) => {
      for (let start = 0; start < target.length; start += rowBytes, next++) {
        const row = target.subarray(start, start + rowBytes);
        // Eight stands for zero.
        row.fill(0x88);
        for (let block = 0; block < rowBytes; block += blockBytes) row.set([0, 0], block);
        for (const column of columnsOf(next)) setOne(row, column);
      }
    },
  };
}

function setOne(row: Uint8Array, column: number): void {
  const block = Math.floor(column / 32) * blockBytes;
  const place = column % 32;
  // The scale is 1 as a half-precision number.
  row.set([0x00, 0x3c], block);
  const at = block + 2 + (place % 16);
  row[at] = ((row[at] ?? 0) & (place < 16 ? 0xf0 : 0x0f)) | (place < 16 ? 9 : 9 << 4);
}
