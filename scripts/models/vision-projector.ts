import type { GgufTensor } from "../gguf/gguf-writer.ts";
import { inputSize, type TowerSize } from "./projector-size.ts";
import { norm, random, zeros } from "./tensors.ts";

/** With a vision tower (all sizes but 12B), or a single matrix over a token's pixels (12B). */
export type VisionKind = "gemma4v" | "gemma4uv";

const { patchPx, tokenPx, longestTokens } = inputSize;

export function visionTensors(
  kind: VisionKind,
  size: TowerSize,
  modelWidth: number,
  seed: number,
): readonly GgufTensor[] {
  return [
    ...(kind === "gemma4v" ? towerTensors(size, seed) : patchTensors(size, seed)),
    random("mm.input_projection.weight", [size.width, modelWidth], "F16", seed, 0.1),
  ];
}

function towerTensors(size: TowerSize, seed: number): readonly GgufTensor[] {
  const { width, layers } = size;
  const patchesPerToken = tokenPx / patchPx;
  return [
    random("v.patch_embd.weight", [patchPx, patchPx, 3, width], "F16", seed),
    random("v.position_embd.weight", [width, longestTokens * patchesPerToken, 2], "F32", seed, 0.2),
    norm("v.std_bias", width, 0.1),
    norm("v.std_scale", width, 1.5),
    ...Array.from({ length: layers }, (_, layer) => layerTensors(`v.blk.${layer}.`, size, seed)).flat(),
  ];
}

function layerTensors(prefix: string, size: TowerSize, seed: number): readonly GgufTensor[] {
  const { width, headSize, feedForward } = size;
  const ones = (name: string, length: number) => norm(`${prefix}${name}.weight`, length);
  const weights = (name: string, from: number, to: number) =>
    random(`${prefix}${name}.weight`, [from, to], "F16", seed, 0.1);
  return [
    ones("ln1", width),
    ones("ln2", width),
    ones("attn_q_norm", headSize),
    ones("attn_k_norm", headSize),
    ones("attn_post_norm", width),
    ones("ffn_post_norm", width),
    weights("attn_q", width, width),
    weights("attn_k", width, width),
    weights("attn_v", width, width),
    weights("attn_out", width, width),
    weights("ffn_gate", width, feedForward),
    weights("ffn_up", width, feedForward),
    weights("ffn_down", feedForward, width),
    // The published projectors of E2B and E4B give the range that each matrix was trained with.
    norm(`${prefix}ffn_up.input_min`, 1, -2),
    norm(`${prefix}ffn_up.input_max`, 1, 2),
    norm(`${prefix}ffn_up.output_min`, 1, -2),
    norm(`${prefix}ffn_up.output_max`, 1, 2),
  ];
}

function patchTensors({ width }: TowerSize, seed: number): readonly GgufTensor[] {
  const numbersPerToken = tokenPx ** 2 * 3;
  const lengths = [numbersPerToken, width, width];
  return [
    random("v.patch_embd.weight", [numbersPerToken, width], "F16", seed),
    zeros("v.patch_embd.bias", [width], "F32"),
    random("v.position_embd.weight", [width, longestTokens, 2], "F32", seed, 0.2),
    ...lengths.flatMap((length, i) => [
      norm(`v.patch_norm.${i + 1}.weight`, length),
      zeros(`v.patch_norm.${i + 1}.bias`, [length], "F32"),
    ]),
  ];
}
