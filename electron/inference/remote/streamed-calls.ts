import { isObject, readValue } from "../../../shared/formats/gemma4/read-arguments.ts";
import type { ToolCall } from "../../../shared/formats/call-syntax.ts";
import type { JsonObject, JsonValue } from "../../../shared/chat/message-part.ts";
import type { ToolCallDelta } from "./chunk.ts";

/** Puts calls together that arrive in pieces: one after the other, each with its index. */
export class StreamedCalls {
  readonly #report: {
    readonly started: (name: string) => void;
    readonly ended: (call: ToolCall) => void;
  };
  #open: OpenCall | null = null;

  constructor(report: {
    readonly started: (name: string) => void;
    readonly ended: (call: ToolCall) => void;
  }) {
    this.#report = report;
  }

  take(deltas: readonly ToolCallDelta[]): void {
    for (const { index = null, id, function: called } of deltas) {
      const { name, arguments: args } = called ?? {};
      // Without an index, a name begins a call, as an identifier of its own does.
      const isNew =
        this.#open === null ||
        (index === null ? Boolean(name) : index !== this.#open.index) ||
        (Boolean(id) && this.#open.id !== null && id !== this.#open.id);
      if (isNew) {
        this.end();
        this.#open = { index, id: id ?? null, name: name ?? "", text: "", value: null, isStarted: false };
      } else if (this.#open !== null && name && !this.#open.isStarted) {
        this.#open.name += name;
      }
      const open = this.#open;
      if (open === null) continue;
      if (typeof args === "string") open.text += args;
      else if (args) open.value = args;
      if (!open.isStarted && open.name !== "") {
        open.isStarted = true;
        this.#report.started(open.name);
      }
    }
  }

  /** Ends the last call. */
  end(): void {
    const open = this.#open;
    this.#open = null;
    if (open?.isStarted !== true) return;
    this.#report.ended({ name: open.name, arguments: open.value ?? argumentsOf(open.text) });
  }
}

interface OpenCall {
  readonly index: number | null;
  readonly id: string | null;
  name: string;
  text: string;
  value: JsonObject | null;
  isStarted: boolean;
}

/** Text that is no JSON is read as far as it goes. */
function argumentsOf(text: string): JsonObject {
  const value = jsonOf(text);
  return isObject(value) ? value : {};
}

function jsonOf(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return readValue([text]);
  }
}
