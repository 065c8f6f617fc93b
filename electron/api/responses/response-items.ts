import { assertNever } from "../../../shared/assert-never.ts";
import type { JsonObject } from "../../../shared/chat/message-part.ts";
import type { GenerationEvent } from "../../../shared/inference/generation.ts";
import { newCallId, newId } from "../generation/collect-generation.ts";
import type { NamespacedName } from "./namespaced-tools.ts";
import type { AssistantStep, Entry } from "../prompt/entry.ts";

type ItemStatus = "in_progress" | "completed" | "incomplete";

/** An item of a response while it grows. */
type Item =
  | { readonly type: "message" | "reasoning"; readonly id: string; text: string; status: ItemStatus }
  | {
      readonly type: "function_call";
      readonly id: string;
      readonly callId: string;
      readonly name: string;
      arguments: JsonObject | null;
      status: ItemStatus;
    };

/** Without its number in the stream. */
export type ItemEvent = { readonly type: string } & Readonly<Record<string, unknown>>;

/** Turns the events of a generation into the items of a response, and into the events that stream them. */
export class ResponseItems {
  readonly #items: Item[] = [];
  readonly #namespaces: ReadonlyMap<string, NamespacedName>;

  /** @param namespaces what the names of functions stand for that are in namespaces */
  constructor(namespaces: ReadonlyMap<string, NamespacedName>) {
    this.#namespaces = namespaces;
  }

  push(event: GenerationEvent): readonly ItemEvent[] {
    switch (event.type) {
      case "part-started":
        return this.#begin({
          type: event.partType === "reasoning" ? "reasoning" : "message",
          id: newId(event.partType === "reasoning" ? "rs_" : "msg_"),
          text: "",
          status: "in_progress",
        });
      case "tool-call-started":
        return this.#begin({
          type: "function_call",
          id: newId("fc_"),
          callId: newCallId(),
          name: event.name,
          arguments: null,
          status: "in_progress",
        });
      case "part-delta":
        return this.#grow(event.text);
      case "tool-call":
        return this.#complete(event.arguments);
      case "part-ended":
        return this.#end(event.status === "complete" ? "completed" : "incomplete");
      case "prefill":
      case "paused":
        return [];
      default:
        return assertNever(event);
    }
  }

  output(): readonly unknown[] {
    return this.#items.map((item) => this.#object(item));
  }

  /** The items as part of the conversation that a later request continues. */
  entries(): readonly Entry[] {
    const steps = this.#items.flatMap((item): readonly AssistantStep[] => {
      if (item.type !== "function_call")
        return [{ type: item.type === "message" ? "text" : item.type, text: item.text }];
      return item.arguments === null
        ? []
        : [{ type: "tool-call", callId: item.callId, name: item.name, arguments: item.arguments }];
    });
    return steps.length === 0 ? [] : [{ role: "assistant", steps }];
  }

  #begin(item: Item): readonly ItemEvent[] {
    this.#items.push(item);
    const added = {
      type: "response.output_item.added",
      output_index: this.#index,
      item: { ...this.#object(item), ...emptyContent(item) },
    };
    if (item.type === "function_call") return [added];
    return [
      added,
      { type: "response.content_part.added", ...this.#place(item), part: contentPart(item, "") },
    ];
  }

  #grow(delta: string): readonly ItemEvent[] {
    const item = this.#items.at(-1);
    if (item === undefined || item.type === "function_call") return [];
    item.text += delta;
    return [{ type: `response.${deltaName(item)}.delta`, ...this.#place(item), delta, ...logprobsOf(item) }];
  }

  #complete(given: JsonObject): readonly ItemEvent[] {
    const item = this.#items.at(-1);
    if (item?.type !== "function_call") return [];
    item.arguments = given;
    item.status = "completed";
    const place = { item_id: item.id, output_index: this.#index };
    const text = JSON.stringify(given);
    return [
      { type: "response.function_call_arguments.delta", ...place, delta: text },
      {
        type: "response.function_call_arguments.done",
        ...place,
        name: this.#called(item.name).name,
        arguments: text,
      },
      { type: "response.output_item.done", output_index: this.#index, item: this.#object(item) },
    ];
  }

  #end(status: ItemStatus): readonly ItemEvent[] {
    const item = this.#items.at(-1);
    if (item?.status !== "in_progress") return [];
    item.status = status;
    const done = { type: "response.output_item.done", output_index: this.#index, item: this.#object(item) };
    if (item.type === "function_call") return [done];
    const place = this.#place(item);
    return [
      { type: `response.${deltaName(item)}.done`, ...place, text: item.text, ...logprobsOf(item) },
      { type: "response.content_part.done", ...place, part: contentPart(item, item.text) },
      done,
    ];
  }

  #object(item: Item): Readonly<Record<string, unknown>> {
    return item.type === "function_call"
      ? { ...itemObject(item), ...this.#called(item.name) }
      : itemObject(item);
  }

  #called(name: string): NamespacedName | { readonly name: string } {
    return this.#namespaces.get(name) ?? { name };
  }

  get #index(): number {
    return this.#items.length - 1;
  }

  #place({ id }: Item) {
    return { item_id: id, output_index: this.#index, content_index: 0 };
  }
}

type TextItem = Exclude<Item, { type: "function_call" }>;

const deltaName = ({ type }: TextItem) => (type === "reasoning" ? "reasoning_text" : "output_text");

const logprobsOf = ({ type }: TextItem) => (type === "reasoning" ? {} : { logprobs: [] });

function contentPart({ type }: TextItem, text: string) {
  return type === "reasoning"
    ? { type: "reasoning_text", text }
    : { type: "output_text", text, annotations: [], logprobs: [] };
}

function emptyContent({ type }: Item) {
  return type === "function_call" ? {} : { content: [] };
}

function itemObject(item: Item): Readonly<Record<string, unknown>> {
  const { id, type, status } = item;
  switch (item.type) {
    case "message":
      return { id, type, status, role: "assistant", content: [contentPart(item, item.text)] };
    case "reasoning":
      return { id, type, status, summary: [], content: [contentPart(item, item.text)] };
    case "function_call": {
      const given = item.arguments === null ? "" : JSON.stringify(item.arguments);
      return { id, type, status, call_id: item.callId, name: item.name, arguments: given };
    }
  }
}
