import type { GgufTensor } from "../gguf/gguf-writer.ts";
import type { WritableType } from "../gguf/tensor-encoding.ts";
import { isGlobal, type Gemma4Dimensions } from "./gemma4-metadata.ts";
import { norm, ropeFactors } from "./tensors.ts";

/** Creates the weights of a matrix; the default type is that of most of the model. */
export type MakeWeights = (
  name: string,
  shape: readonly number[],
  as?: WritableType,
  deviation?: number,
) => GgufTensor;

/** All tensors of a Gemma 4 except `token_embd.weight`. */
export function gemma4Tensors(
  model: Gemma4Dimensions,
  vocabularySize: number,
  weights: MakeWeights,
): readonly GgufTensor[] {
  return [
    norm("output_norm.weight", model.width),
    ropeFactors(model.headSize.global),
    ...perLayerTables(model, vocabularySize, weights),
    ...Array.from({ length: model.layers }, (_, layer) => layerTensors(model, layer, weights)).flat(),
  ];
}

function perLayerTables(
  { perLayerEmbedding, width, layers }: Gemma4Dimensions,
  vocabularySize: number,
  weights: MakeWeights,
): readonly GgufTensor[] {
  const length = perLayerEmbedding * layers;
  return perLayerEmbedding === 0
    ? []
    : [
        weights("per_layer_token_embd.weight", [length, vocabularySize], undefined, 0.02),
        weights("per_layer_model_proj.weight", [width, length], "F16"),
        norm("per_layer_proj_norm.weight", perLayerEmbedding),
      ];
}

function layerTensors(
  model: Gemma4Dimensions,
  layer: number,
  makeWeights: MakeWeights,
): readonly GgufTensor[] {
  const prefix = `blk.${layer}.`;
  const ones = (name: string, length: number) => norm(prefix + name, length);
  const weights = (name: string, shape: readonly number[], as?: WritableType) =>
    makeWeights(prefix + name, shape, as);
  const sort = isGlobal(layer, model) ? "global" : "sliding";
  const headSize = model.headSize[sort];
  const keyValueSize = headSize * model.keyValueHeads[sort];
  const feedForward = model.feedForward[layer] ?? 0;
  const { width, layers, perLayerEmbedding, experts } = model;
  return [
    ones("attn_norm.weight", width),
    ones("attn_q_norm.weight", headSize),
    ones("post_attention_norm.weight", width),
    ones("ffn_norm.weight", width),
    ones("post_ffw_norm.weight", width),
    ones("layer_output_scale.weight", 1),
    weights("attn_q.weight", [width, headSize * model.heads]),
    weights("attn_output.weight", [headSize * model.heads, width]),
    weights("ffn_gate.weight", [width, feedForward]),
    weights("ffn_up.weight", [width, feedForward]),
    weights("ffn_down.weight", [feedForward, width]),
    ...(layer >= layers - model.sharedKeyValueLayers
      ? []
      : [ones("attn_k_norm.weight", headSize), weights("attn_k.weight", [width, keyValueSize])]),
    // Global layers of the larger sizes use their keys as values.
    ...(layer < layers - model.sharedKeyValueLayers && (sort === "sliding" || perLayerEmbedding > 0)
      ? [weights("attn_v.weight", [width, keyValueSize])]
      : []),
    ...(experts === null
      ? []
      : [
          weights("ffn_gate_inp.weight", [width, experts.count], "F32"),
          ones("ffn_gate_inp.scale", width),
          ones("pre_ffw_norm_2.weight", width),
          ones("post_ffw_norm_1.weight", width),
          ones("post_ffw_norm_2.weight", width),
          weights("ffn_gate_up_exps.weight", [width, experts.feedForward * 2, experts.count]),
          weights("ffn_down_exps.weight", [experts.feedForward, width, experts.count]),
          ones("ffn_down_exps.scale", experts.count),
        ]),
    ...(perLayerEmbedding === 0
      ? []
      : [
          weights("inp_gate.weight", [width, perLayerEmbedding], "F16"),
          weights("proj.weight", [perLayerEmbedding, width], "F16"),
          ones("post_norm.weight", width),
        ]),
  ];
}
