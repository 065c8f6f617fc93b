import type { GgufTensor } from "../gguf/gguf-writer.ts";
import { inputSize, type TowerSize } from "./projector-size.ts";
import { norm, random, zeros } from "./tensors.ts";

/** A conformer (E2B and E4B), or a single matrix over a token's samples (12B). */
export type AudioKind = "gemma4a" | "gemma4ua";

const { melBins, samplesPerToken } = inputSize;

/** Channels of the two convolutions, which reduce the mel bins and the frames to a quarter. */
const channels = [8, 4] as const;

export function audioTensors(
  kind: AudioKind,
  size: TowerSize,
  modelWidth: number,
  seed: number,
): readonly GgufTensor[] {
  const projection = (from: number, deviation: number) =>
    random("mm.a.input_projection.weight", [from, modelWidth], "F16", seed, deviation);
  return kind === "gemma4a"
    ? [...conformerTensors(size, seed), projection(size.width, 0.1)]
    : [projection(samplesPerToken, 0.05)];
}

function conformerTensors(size: TowerSize, seed: number): readonly GgufTensor[] {
  const { width, layers } = size;
  const [first, second] = channels;
  return [
    random("a.conv1d.0.weight", [3, 3, 1, first], "F32", seed, 0.3),
    norm("a.conv1d.0.norm.weight", first),
    random("a.conv1d.1.weight", [3, 3, first, second], "F32", seed, 0.2),
    norm("a.conv1d.1.norm.weight", second),
    random("a.input_projection.weight", [(melBins / 4) * second, width], "F16", seed, 0.1),
    random("a.pre_encode.out.weight", [width, width], "F16", seed, 0.1),
    zeros("a.pre_encode.out.bias", [width], "F32"),
    ...Array.from({ length: layers }, (_, layer) => blockTensors(`a.blk.${layer}.`, size, seed)).flat(),
  ];
}

function blockTensors(prefix: string, size: TowerSize, seed: number): readonly GgufTensor[] {
  const { width, headSize, feedForward } = size;
  const ones = (name: string) => norm(`${prefix}${name}.weight`, width);
  const weights = (name: string, from: number, to: number) =>
    random(`${prefix}${name}.weight`, [from, to], "F16", seed, 0.1);
  return [
    ...["", "_1"].flatMap((half) => [
      ones(`ffn_norm${half}`),
      weights(`ffn_up${half}`, width, feedForward),
      weights(`ffn_down${half}`, feedForward, width),
      ones(`ffn_post_norm${half}`),
    ]),
    ones("attn_pre_norm"),
    ones("attn_post_norm"),
    weights("attn_q", width, width),
    weights("attn_k", width, width),
    weights("attn_v", width, width),
    weights("attn_out", width, width),
    weights("attn_k_rel", width, width),
    norm(`${prefix}per_dim_scale.weight`, headSize, 0.7),
    // These two names are swapped in all published files.
    ones("conv_norm"),
    ones("norm_conv"),
    weights("conv_pw1", width, width * 2),
    random(`${prefix}conv_dw.weight`, [5, width], "F32", seed, 0.3),
    weights("conv_pw2", width, width),
    ones("ln2"),
  ];
}
