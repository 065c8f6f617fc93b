import type { JsonObject, JsonValue } from "../../chat/message-part.ts";
import type { ToolCall } from "../call-syntax.ts";
import { GemmaCallReader } from "../gemma4/call-reader.ts";
import { isObject, readValue } from "../gemma4/read-arguments.ts";

/** One way in which models write calls as text. */
export interface CallDialect {
  /** @param isFirst whether nothing precedes this text in the answer */
  begins(text: string, isFirst: boolean): "yes" | "maybe" | "no";
  /** Where the call ends that the text begins with; null: not yet. */
  end(text: string): number | null;
  read(text: string): readonly ToolCall[];
}

export function callDialects(names: readonly string[]): readonly CallDialect[] {
  return [
    between("<|tool_call>", "<tool_call|>", gemmaCalls),
    between("<tool_call>", "</tool_call>", (body) =>
      body.includes("<function=") ? functionCalls(body) : jsonCalls(body),
    ),
    between("<function=", "</function>", (body) => functionCalls(`<function=${body}`)),
    between("[TOOL_CALLS]", null, bracketCalls),
    between("<|python_tag|>", "<|eom_id|>", jsonCalls),
    bareJson(names),
  ];
}

/** @param close null: the end of the answer */
function between(
  open: string,
  close: string | null,
  read: (body: string) => readonly ToolCall[],
): CallDialect {
  return {
    begins: (text) => (text.startsWith(open) ? "yes" : open.startsWith(text) ? "maybe" : "no"),
    end(text) {
      const at = close === null ? -1 : text.indexOf(close);
      return at < 0 ? null : at + (close ?? "").length;
    },
    read(text) {
      const isClosed = close !== null && text.endsWith(close);
      return read(text.slice(open.length, isClosed ? -close.length : undefined));
    },
  };
}

/** An answer that is nothing but `{"name": "…", "arguments": {…}}`. */
function bareJson(names: readonly string[]): CallDialect {
  const starts = names.map((name) => `{"name":"${name}"`);
  return {
    begins(text, isFirst) {
      if (!isFirst || !text.startsWith("{")) return "no";
      const compact = text.replaceAll(/\s/g, "");
      if (starts.some((start) => compact.startsWith(start))) return "yes";
      return starts.some((start) => start.startsWith(compact)) ? "maybe" : "no";
    },
    end: () => null,
    read: jsonCalls,
  };
}

function gemmaCalls(body: string): readonly ToolCall[] {
  const reader = new GemmaCallReader();
  for (const piece of body.split(/(<\|"\|>)/)) reader.push(piece === '<|"|>' ? { tag: piece } : piece);
  const call = reader.call();
  return call === null ? [] : [call];
}

/** `<function=NAME><parameter=KEY>value</parameter></function>` */
function functionCalls(text: string): readonly ToolCall[] {
  return text.split("<function=").flatMap((part): readonly ToolCall[] => {
    const [, name, body] = /^\s*([\w.-]+)\s*>?([^]*)$/.exec(part) ?? [];
    if (name === undefined || body === undefined) return [];
    const parameters = [
      ...body.matchAll(/<parameter=([^>]+)>\n?([^]*?)(?:\n?<\/parameter>|(?=<parameter=)|$)/g),
    ];
    const given = parameters.map(([, key = "", value = ""]) => [key.trim(), parameterValue(value)] as const);
    const json = body.includes("{") && given.length === 0 ? readValue([body.slice(body.indexOf("{"))]) : null;
    return [{ name, arguments: json !== null && isObject(json) ? json : Object.fromEntries(given) }];
  });
}

/** Text, unless it is JSON of another type. */
function parameterValue(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text.replace(/<\/function>\s*$/, "");
  }
}

/** `[{"name": …}]`, or `NAME{…}` as newer models write it. */
function bracketCalls(body: string): readonly ToolCall[] {
  const text = body.trim();
  if (text.startsWith("[") || text.startsWith("{")) return jsonCalls(text);
  return text.split("[TOOL_CALLS]").flatMap((part): readonly ToolCall[] => {
    const [, name, args] = /^\s*([\w.-]+)\s*(?:\[ARGS\])?\s*(\{[^]*)?$/.exec(part) ?? [];
    const value = readValue([args ?? "{}"]);
    return name === undefined ? [] : [{ name, arguments: isObject(value) ? value : {} }];
  });
}

function jsonCalls(text: string): readonly ToolCall[] {
  const value = readValue([text.slice(Math.max(0, text.search(/[[{]/)))]);
  const values: readonly JsonValue[] = Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
  return values.flatMap((one) => (isObject(one) ? callIn(one) : []));
}

function callIn(value: JsonObject): readonly ToolCall[] {
  const called = value["function"] ?? null;
  if (isObject(called)) return callIn(called);
  const name = value["name"] ?? value["tool"] ?? called;
  const given = value["arguments"] ?? value["parameters"] ?? value["args"] ?? {};
  const args = typeof given === "string" ? readValue([given]) : given;
  return typeof name === "string" ? [{ name, arguments: isObject(args) ? args : {} }] : [];
}
