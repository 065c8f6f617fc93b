import type { LlamaModel } from "node-llama-cpp";
import { chatFormatOf } from "../../../../shared/formats/chat-format-of.ts";
import type { ChatFormat } from "../../../../shared/formats/chat-format.ts";

/**
 * @param chatTemplate used instead of the file's own; null: the file's
 * @throws AppError `model-load-failed` {detail}: the model has no usable chat template
 */
export function modelFormat(model: LlamaModel, chatTemplate: string | null = null): ChatFormat {
  const { general, tokenizer } = model.fileInfo.metadata;
  const template = chatTemplate ?? tokenizer.chat_template;
  const isUsable = typeof template === "string" && template.trim() !== "";
  const { bosString, eosString } = model.tokens;
  return chatFormatOf(general.architecture, isUsable ? template : null, {
    bosToken: bosString ?? "",
    eosToken: eosString ?? "",
  });
}
