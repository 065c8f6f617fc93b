import type { GgufHeader } from "./gguf-header.ts";
import { arrayOf, metadataReader } from "./metadata-reader.ts";

export type DrafterMisfit =
  /** Not the file of an MTP drafter of Gemma 4. */
  | { readonly type: "no-drafter"; readonly detail: string }
  /** A drafter for another model. */
  | { readonly type: "other-model"; readonly detail: string };

/**
 * Why a drafter cannot be used with a model, by their headers; null: it can. A drafter reads the cells of the
 * model's last two layers and its hidden states, so all of their shapes must be the same: llama.cpp aborts, or
 * reads wrong memory, where they are not.
 */
export function drafterMisfit(drafter: GgufHeader, model: GgufHeader): DrafterMisfit | null {
  const [own, its] = [metadataReader(drafter.metadata), metadataReader(model.metadata)];
  if (own.architecture !== "gemma4-assistant") {
    return { type: "no-drafter", detail: `Its architecture is ${own.architecture}` };
  }
  const layers = own.number("block_count") ?? 0;
  const itsLayers = its.number("block_count") ?? 0;
  if (layers < 1 || layers > mostLayers || own.number("nextn_predict_layers") !== layers) {
    return { type: "no-drafter", detail: "It has no layers that predict" };
  }
  const slidesInModel = (layer: number) => its.forLayer("attention.sliding_window_pattern", layer) === 1;
  const isOther =
    its.architecture !== "gemma4" ||
    itsLayers < 2 ||
    !slidesInModel(itsLayers - 2) ||
    slidesInModel(itsLayers - 1);
  if (isOther) return { type: "other-model", detail: "The model is of another kind" };

  const differing = sameInBoth.find((key) => own.number(key) === null || own.number(key) !== its.number(key));
  if (differing !== undefined) return { type: "other-model", detail: `${differing} differs` };
  if (own.number("embedding_length_out") !== its.number("embedding_length")) {
    return { type: "other-model", detail: "The size of the hidden state differs" };
  }
  if (own.number("embedding_length") === its.number("embedding_length")) {
    return { type: "no-drafter", detail: "It is as wide as the model" };
  }
  const tokens = [drafter, model].map(
    ({ metadata }) => arrayOf(metadata.get("tokenizer.ggml.tokens"))?.length,
  );
  if (tokens[0] === undefined || tokens[0] !== tokens[1]) {
    return { type: "other-model", detail: "The vocabulary differs" };
  }
  for (let layer = 0; layer < layers; layer++) {
    const isSliding = own.forLayer("attention.sliding_window_pattern", layer) === 1;
    const heads = own.forLayer("attention.head_count", layer) ?? 0;
    const cached = own.forLayer("attention.head_count_kv", layer);
    const itsCached = its.forLayer("attention.head_count_kv", itsLayers - (isSliding ? 2 : 1));
    if (cached === null || cached < 1 || cached !== itsCached || heads < 1 || heads % cached !== 0) {
      return { type: "other-model", detail: `The attention heads of layer ${layer} differ` };
    }
  }
  return null;
}

const mostLayers = 64;

const sameInBoth = [
  "attention.sliding_window",
  "attention.key_length",
  "attention.value_length",
  "attention.key_length_swa",
  "attention.value_length_swa",
  "rope.dimension_count",
  "rope.dimension_count_swa",
];
