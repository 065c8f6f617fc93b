import { assertNever } from "../../../shared/assert-never.ts";
import type { GenerationEvent } from "../../../shared/inference/generation.ts";
import { newId, type CollectedGeneration } from "../generation/collect-generation.ts";
import type { SentEvent } from "../http/api-reply.ts";

/** Turns the events of a generation into the events that stream content blocks. */
export class MessageBlocks {
  #index = -1;
  #open: "text" | "thinking" | "tool_use" | null = null;

  push(event: GenerationEvent): readonly SentEvent[] {
    switch (event.type) {
      case "part-started":
        return event.partType === "reasoning"
          ? this.#begin("thinking", { thinking: "", signature: "" })
          : this.#begin("text", { text: "" });
      case "tool-call-started":
        return this.#begin("tool_use", { id: newId("toolu_"), name: event.name, input: {} });
      case "part-delta":
        return [
          this.#delta(
            this.#open === "thinking"
              ? { type: "thinking_delta", thinking: event.text }
              : { type: "text_delta", text: event.text },
          ),
        ];
      case "tool-call":
        return [
          this.#delta({ type: "input_json_delta", partial_json: JSON.stringify(event.arguments) }),
          ...this.#end(),
        ];
      case "part-ended":
        return this.#end();
      case "prefill":
      case "paused":
        return [];
      default:
        return assertNever(event);
    }
  }

  #begin(type: "text" | "thinking" | "tool_use", fields: object): readonly SentEvent[] {
    const ended = this.#end();
    this.#index += 1;
    this.#open = type;
    return [
      ...ended,
      sent("content_block_start", { index: this.#index, content_block: { type, ...fields } }),
    ];
  }

  #delta(delta: object): SentEvent {
    return sent("content_block_delta", { index: this.#index, delta });
  }

  #end(): readonly SentEvent[] {
    if (this.#open === null) return [];
    // Clients expect a signature at the end of thinking; here there is nobody to check it.
    const signature =
      this.#open === "thinking" ? [this.#delta({ type: "signature_delta", signature: "" })] : [];
    this.#open = null;
    return [...signature, sent("content_block_stop", { index: this.#index })];
  }
}

export function sent(type: string, fields: object = {}): SentEvent {
  return { event: type, data: { type, ...fields } };
}

/** The blocks of a whole answer. */
export function contentBlocks({ reasoning, text, calls }: CollectedGeneration): readonly object[] {
  return [
    ...(reasoning === "" ? [] : [{ type: "thinking", thinking: reasoning, signature: "" }]),
    ...(text === "" && calls.length > 0 ? [] : [{ type: "text", text, citations: null }]),
    ...calls.map(({ id, name, arguments: input }) => ({
      type: "tool_use",
      id: id.replace("call_", "toolu_"),
      name,
      input,
    })),
  ];
}
