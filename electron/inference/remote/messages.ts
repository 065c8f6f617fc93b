import type { Prompt, Turn, TurnMedia, TurnStep } from "../../../shared/inference/prompt-turn.ts";
import { mediaContent, type MediaContentPart } from "./media/media-content.ts";

export type MessageContent =
  string | readonly (MediaContentPart | { readonly type: "text"; readonly text: string })[];

export interface ToolCall {
  readonly id: string;
  readonly type: "function";
  /** `arguments` is JSON text. */
  readonly function: { readonly name: string; readonly arguments: string };
}

export type RequestMessage =
  | { readonly role: "system" | "user"; readonly content: MessageContent }
  | {
      readonly role: "assistant";
      readonly content: string;
      /** The same text under both names that servers read. */
      readonly reasoning?: string;
      readonly reasoning_content?: string;
      readonly tool_calls?: readonly ToolCall[];
    }
  | {
      readonly role: "tool";
      readonly tool_call_id: string;
      readonly name: string;
      readonly content: MessageContent;
    };

/**
 * A prompt as the messages of a request.
 * @throws AppError `media-missing` {name}
 */
export async function requestMessages({
  systemPrompt,
  turns,
}: Pick<Prompt, "systemPrompt" | "turns">): Promise<readonly RequestMessage[]> {
  const messages: RequestMessage[] = [];
  if (systemPrompt.trim() !== "") messages.push({ role: "system", content: systemPrompt });
  for (const turn of turns) messages.push(...(await turnMessages(turn)));
  return messages;
}

/** Whether the next tokens continue the last message, instead of beginning a new one. */
export function continuesLast(turns: readonly Turn[]): boolean {
  const last = turns.at(-1);
  const step = last?.steps?.at(-1);
  return last?.role === "assistant" && (step?.type === "text" || step?.type === "reasoning");
}

async function turnMessages({
  role,
  text,
  media = [],
  steps = [],
}: Turn): Promise<readonly RequestMessage[]> {
  if (role === "user") return [{ role, content: await contentOf(text, media) }];
  return steps.length === 0 ? [{ role, content: text }] : openTurnMessages(steps);
}

/** Steps of a turn: an assistant message each time up to its tool calls, then their results. */
async function openTurnMessages(steps: readonly TurnStep[]): Promise<readonly RequestMessage[]> {
  const messages: RequestMessage[] = [];
  /** Calls without a result. */
  let open: ToolCall[] = [];
  let calls: ToolCall[] = [];
  let reasoning = "";
  let text = "";
  let count = 0;
  const endMessage = () => {
    if (calls.length === 0 && reasoning === "" && text === "") return;
    messages.push({
      role: "assistant",
      content: text,
      ...(reasoning !== "" && { reasoning, reasoning_content: reasoning }),
      ...(calls.length > 0 && { tool_calls: calls }),
    });
    [calls, reasoning, text] = [[], "", ""];
  };
  for (const step of steps) {
    switch (step.type) {
      case "reasoning":
        // Reasoning after text or calls begins a message of its own.
        if (text !== "" || calls.length > 0) endMessage();
        reasoning += step.text;
        break;
      case "text":
        if (calls.length > 0) endMessage();
        text += step.text;
        break;
      case "tool-call": {
        const call = toolCall(++count, step.name, JSON.stringify(step.arguments));
        calls.push(call);
        open.push(call);
        break;
      }
      case "tool-result": {
        endMessage();
        const call = open.find(({ function: { name } }) => name === step.name) ?? open[0];
        open = open.filter((other) => other !== call);
        messages.push({
          role: "tool",
          tool_call_id: call?.id ?? callId(++count),
          name: step.name,
          content: await contentOf(step.text, step.media ?? []),
        });
      }
    }
  }
  endMessage();
  return messages;
}

function toolCall(count: number, name: string, json: string): ToolCall {
  return { id: callId(count), type: "function", function: { name, arguments: json } };
}

/** Nine letters and digits: the templates of some models demand that. */
function callId(count: number): string {
  return `call${String(count).padStart(5, "0")}`;
}

/** Media precede the text. */
async function contentOf(text: string, media: readonly TurnMedia[]): Promise<MessageContent> {
  if (media.length === 0) return text;
  const parts: MediaContentPart[] = [];
  for (const medium of media) parts.push(await mediaContent(medium));
  return text === "" ? parts : [...parts, { type: "text", text }];
}
