import type { GgufTensor } from "../gguf/gguf-writer.ts";
import { norm, sparse } from "./tensors.ts";

/**
 * The attention of a sliding layer, with handcrafted weights that tell every token which token precedes it.
 * Keys are rotated one position further than queries, in eight frequencies, so that the key of the previous
 * token matches best.
 *
 * @param flags for each preceding token's dimension, the dimension of its flag; others have no flag
 */
export function previousToken(
  prefix: string,
  width: number,
  headSize: number,
  flags: ReadonlyMap<number, number>,
): readonly GgufTensor[] {
  const everyDimension = Array.from({ length: width }, (_, column) => [column, 1] as const);
  const scaled = (factor: number) => everyDimension.map(([column]) => [column, factor] as const);
  const half = headSize / 2;
  const pairs = Array.from({ length: 8 }, (_, i) => (i * headSize) / 32);
  const angle = (pair: number) => 1e4 ** ((-2 * pair) / headSize);
  const places = [...flags];
  return [
    norm(`${prefix}attn_q_norm.weight`, headSize, 8),
    norm(`${prefix}attn_k_norm.weight`, headSize),
    sparse(`${prefix}attn_q.weight`, [width, headSize], new Map(pairs.map((pair) => [pair, everyDimension]))),
    sparse(
      `${prefix}attn_k.weight`,
      [width, headSize],
      new Map(
        pairs.flatMap((pair) => [
          [pair, scaled(Math.cos(angle(pair)))] as const,
          [pair + half, scaled(Math.sin(angle(pair)))] as const,
        ]),
      ),
    ),
    sparse(
      `${prefix}attn_v.weight`,
      [width, headSize],
      new Map(places.map(([token], i) => [i, [[token, 1]]])),
    ),
    sparse(
      `${prefix}attn_output.weight`,
      [headSize, width],
      new Map(places.map(([, flag], i) => [flag, [[i, 1]]])),
    ),
  ];
}

/**
 * The attention of a global layer that looks at `<bos>` and at every end of a call alike, so that the numbers
 * in its two dimensions are as 1 to the number of calls so far, of unit length together.
 */
export function callCount(
  prefix: string,
  width: number,
  headSize: number,
  dimension: { readonly bos: number; readonly callEnd: number; readonly one: number; readonly calls: number },
): readonly GgufTensor[] {
  const { bos, callEnd, one, calls } = dimension;
  // Not rotated; see ropeFactors.
  const sought = headSize / 4;
  const everyDimension = Array.from({ length: width }, (_, column) => [column, 1] as const);
  const both = [
    [bos, 1],
    [callEnd, 1],
  ] as const;
  return [
    norm(`${prefix}attn_q_norm.weight`, headSize, 4),
    norm(`${prefix}attn_k_norm.weight`, headSize),
    sparse(`${prefix}attn_q.weight`, [width, headSize], new Map([[sought, everyDimension]])),
    sparse(`${prefix}attn_k.weight`, [width, headSize], new Map([[sought, both]])),
    sparse(
      `${prefix}attn_v.weight`,
      [width, headSize],
      new Map([
        [0, [[bos, 1]]],
        [1, [[callEnd, 1]]],
      ]),
    ),
    sparse(
      `${prefix}attn_output.weight`,
      [headSize, width],
      new Map([
        [one, [[0, 1]]],
        [calls, [[1, 1]]],
      ]),
    ),
  ];
}
