import type { JsonValue } from "../../chat/message-part.ts";
import type { ToolSyntax } from "../chat-format.ts";
import type { PromptSegment } from "../prompt-template.ts";
import { content, tag } from "../turn-text.ts";
import { gemmaCallRules } from "./call-rules.ts";

const call = { open: "<|tool_call>", close: "<tool_call|>" };
const result = { open: "<|tool_response>", close: "<tool_response|>" };

/** `<|tool_call>call:NAME{key:<|"|>text<|"|>,n:1}<tool_call|>`, and results alike. */
export const gemmaTools: ToolSyntax = {
  blocks: [call, result],
  callTag: call.open,
  callRules: gemmaCallRules,
  renderCall(name, args) {
    return [tag(call.open), content(`call:${name}`), ...object(args), tag(call.close)];
  },
  renderResult({ name, text, media = [] }) {
    return [
      tag(result.open),
      content(`response:${name}`),
      ...object({ value: text }),
      tag(result.close),
      ...media.map((medium) => ({ kind: "media", medium }) as const),
    ];
  },
};

/** Keys are in the order in which the model wrote them, which need not be the template's (alphabetical). */
function object(entries: Readonly<Record<string, JsonValue>>): readonly PromptSegment[] {
  const written = Object.entries(entries).map(([key, value]) => [content(`${key}:`), ...valueOf(value)]);
  return [content("{"), ...separated(written), content("}")];
}

function valueOf(value: JsonValue): readonly PromptSegment[] {
  if (typeof value === "string") return [quote, content(value), quote];
  if (value === null || typeof value !== "object") return [content(String(value))];
  return isList(value) ? [content("["), ...separated(value.map(valueOf)), content("]")] : object(value);
}

const quote = tag('<|"|>');

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

const separated = (items: readonly (readonly PromptSegment[])[]) =>
  items.flatMap((item, i) => (i === 0 ? item : [content(","), ...item]));
