import type { ChatModelInfo } from "../../../shared/inference/chat-model-info.ts";
import type { GenerateOptions } from "../../../shared/inference/generate-options.ts";
import type { Prompt } from "../../../shared/inference/prompt-turn.ts";
import type { ChatModel, Generation } from "../chat-model.ts";
import type { TokenCount } from "../../../shared/inference/token-count.ts";
import { countPromptTokens } from "./count-tokens.ts";
import { RemoteGeneration } from "./remote-generation.ts";
import type { RemoteModelParts } from "./remote-model-parts.ts";

/** A model that another program serves with the OpenAI-compatible API. */
export class RemoteChatModel implements ChatModel {
  readonly info: ChatModelInfo;
  readonly #parts: RemoteModelParts;

  constructor(parts: RemoteModelParts) {
    this.info = parts.info;
    this.#parts = parts;
  }

  generate(prompt: Prompt, options: GenerateOptions, signal: AbortSignal): Generation {
    return new RemoteGeneration(
      this.#parts,
      prompt,
      options,
      AbortSignal.any([signal, this.#parts.lifetime]),
    );
  }

  countTokens(prompt: Prompt, thinking: boolean): Promise<TokenCount> {
    return countPromptTokens(this.#parts, prompt, thinking);
  }
}
