import { parseBody } from "../http/parse-body.ts";
import type { AssistantStep, Content, Entry } from "../prompt/entry.ts";
import { knownBlock, type KnownBlock, type MessagesRequest } from "./messages-request.ts";

interface PlacedBlock {
  readonly block: KnownBlock;
  readonly param: string;
}

/** @throws ApiError `invalid_request_error` */
export function entriesOfMessages({ system, messages }: MessagesRequest): readonly Entry[] {
  const said = messages.flatMap(({ role, content }, index): readonly Entry[] => {
    const blocks = blocksOf(content, `messages.${index}.content`);
    if (role === "assistant") return [{ role, steps: blocks.flatMap(stepOf) }];
    if (role === "system")
      return [
        { role, text: blocks.map(({ block }) => (block.type === "text" ? block.text : "")).join("\n\n") },
      ];
    const own = blocks.filter(({ block }) => block.type !== "tool_result").flatMap(contentOf);
    return [...blocks.flatMap(resultOf), ...(own.length > 0 ? [{ role, content: own } as const] : [])];
  });
  return [...systemEntries(system), ...said];
}

function systemEntries(system: MessagesRequest["system"]): readonly Entry[] {
  if (!system) return [];
  const texts = typeof system === "string" ? [system] : system.map(({ text }) => text);
  return texts.filter((text) => !text.startsWith(billing)).map((text) => ({ role: "system", text }));
}

/**
 * Claude Code sends a header in front of its instructions. It differs from conversation to conversation, so with
 * it no prompt would begin like one that is in the cache.
 */
const billing = "x-anthropic-billing-header:";

const known = new Set<string>(knownBlock.options.map(({ shape }) => shape.type.value));

function blocksOf(
  content: MessagesRequest["messages"][number]["content"],
  param: string,
): readonly PlacedBlock[] {
  if (typeof content === "string") return [{ block: { type: "text", text: content }, param }];
  return content.flatMap((block, index) =>
    known.has(block.type)
      ? [{ block: parseBody(knownBlock, block, `${param}.${index}`), param: `${param}.${index}` }]
      : [],
  );
}

function stepOf({ block }: PlacedBlock): readonly AssistantStep[] {
  if (block.type === "text") return [{ type: "text", text: block.text }];
  if (block.type === "thinking") return [{ type: "reasoning", text: block.thinking }];
  if (block.type !== "tool_use") return [];
  const { id, name, input } = block;
  return [{ type: "tool-call", callId: id, name, arguments: input ?? {} }];
}

function resultOf({ block, param }: PlacedBlock): readonly Entry[] {
  if (block.type !== "tool_result") return [];
  const blocks = blocksOf(block.content ?? [], `${param}.content`);
  return [{ role: "tool", callId: block.tool_use_id, content: blocks.flatMap(contentOf), param }];
}

function contentOf({ block, param }: PlacedBlock): readonly Content[] {
  switch (block.type) {
    case "text":
      return [{ type: "text", text: block.text }];
    case "image":
      return [{ type: "image", source: block.source, budget: null, param }];
    case "document":
      return [
        {
          type: "text",
          text: [block.title ?? "", block.source.data].filter((text) => text !== "").join("\n\n"),
        },
      ];
    case "tool_reference":
      return [{ type: "text", text: `The tool ${block.tool_name} can be called now.` }];
    case "tool_result":
    case "thinking":
    case "tool_use":
      return [];
  }
}
