import { bools, float32, int32s, string, strings, uint32, type GgufValue } from "../gguf/gguf-value.ts";
import type { Gemma4Size } from "../../shared/models/gemma4-sizes.ts";
import { chatTemplate, type TemplateKind } from "./chat-template.ts";

export interface Gemma4Dimensions extends Gemma4Size {
  readonly name: string;
  readonly softcap: number;
  /** llama.cpp's number of the most common tensor type: 1 is F16, 2 Q4_0, 7 Q8_0. */
  readonly fileType: number;
  readonly template: TemplateKind;
}

export const isGlobal = (layer: number, { globalEvery }: Pick<Gemma4Dimensions, "globalEvery">) =>
  (layer + 1) % globalEvery === 0;

/** All metadata of a Gemma 4 header except the vocabulary. */
export function gemma4Metadata(model: Gemma4Dimensions): Readonly<Record<string, GgufValue>> {
  const layers = Array.from({ length: model.layers }, (_, layer) => isGlobal(layer, model));
  return {
    "general.architecture": string("gemma4"),
    "general.type": string("model"),
    "general.name": string(model.name),
    "general.tags": strings(["facet", "generated"]),
    "general.file_type": uint32(model.fileType),
    "general.quantization_version": uint32(2),
    "gemma4.context_length": uint32(model.contextLength),
    "gemma4.embedding_length": uint32(model.width),
    "gemma4.block_count": uint32(model.layers),
    "gemma4.feed_forward_length": int32s(model.feedForward),
    "gemma4.attention.head_count": uint32(model.heads),
    "gemma4.attention.head_count_kv": int32s(
      layers.map((global) => (global ? model.keyValueHeads.global : model.keyValueHeads.sliding)),
    ),
    "gemma4.attention.key_length": uint32(model.headSize.global),
    "gemma4.attention.value_length": uint32(model.headSize.global),
    "gemma4.attention.key_length_swa": uint32(model.headSize.sliding),
    "gemma4.attention.value_length_swa": uint32(model.headSize.sliding),
    "gemma4.attention.layer_norm_rms_epsilon": float32(1e-6),
    "gemma4.attention.sliding_window": uint32(model.slidingWindow),
    "gemma4.attention.sliding_window_pattern": bools(layers.map((global) => !global)),
    "gemma4.attention.shared_kv_layers": uint32(model.sharedKeyValueLayers),
    "gemma4.embedding_length_per_layer_input": uint32(model.perLayerEmbedding),
    "gemma4.rope.dimension_count": uint32(model.headSize.global),
    "gemma4.rope.dimension_count_swa": uint32(model.headSize.sliding),
    "gemma4.rope.freq_base": float32(1e6),
    "gemma4.rope.freq_base_swa": float32(1e4),
    "gemma4.final_logit_softcapping": float32(model.softcap),
    ...(model.experts === null
      ? {}
      : {
          "gemma4.expert_count": uint32(model.experts.count),
          "gemma4.expert_used_count": uint32(model.experts.used),
          "gemma4.expert_feed_forward_length": uint32(model.experts.feedForward),
        }),
    "tokenizer.chat_template": string(chatTemplate(model.template)),
  };
}
