import type { GgufTensor } from "../gguf/gguf-writer.ts";
import { norm, sparse } from "./tensors.ts";

/**
 * The attention of one global layer, with handcrafted weights that tell every token whether `<|think|>`
 * precedes it: a token's query matches the key of `<|think|>`, else that of `<bos>`, whose value is zero. The
 * value is added to the residual stream in its own dimension, with the norm of the token's embedding.
 *
 * A typed "<|think|>" consists of plain characters and has no effect.
 */
export function thinkingSwitch(
  prefix: string,
  width: number,
  headSize: number,
  dimension: { readonly think: number; readonly bos: number; readonly flag: number },
): readonly GgufTensor[] {
  // These two dimensions are not rotated; see ropeFactors.
  const sought = headSize / 4;
  const aside = sought + 1;
  const { think, bos, flag } = dimension;
  const everyDimension = Array.from({ length: width }, (_, column) => [column, 1] as const);
  return [
    norm(`${prefix}attn_q_norm.weight`, headSize, 4),
    norm(`${prefix}attn_k_norm.weight`, headSize),
    sparse(`${prefix}attn_q.weight`, [width, headSize], new Map([[sought, everyDimension]])),
    // The key of <bos> is at an angle to the query: it matches less well than <|think|>, and better than all
    // others, which are zero.
    sparse(
      `${prefix}attn_k.weight`,
      [width, headSize],
      new Map([
        [
          sought,
          [
            [think, 1],
            [bos, 1],
          ],
        ],
        [aside, [[bos, 1]]],
      ]),
    ),
    sparse(`${prefix}attn_v.weight`, [width, headSize], new Map([[0, [[think, 1]]]])),
    sparse(`${prefix}attn_output.weight`, [headSize, width], new Map([[flag, [[0, 1]]]])),
  ];
}
