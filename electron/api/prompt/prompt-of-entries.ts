import type { Prompt, Turn, TurnMedia, TurnStep } from "../../../shared/inference/prompt-turn.ts";
import type { ToolDeclaration } from "../../../shared/inference/tool-declaration.ts";
import { ApiError } from "../api-error.ts";
import type { AssistantStep, Content, Entry, MediaContent } from "./entry.ts";

export type MediaOf = (medium: MediaContent) => readonly TurnMedia[];

/**
 * The prompt for a conversation. System messages at the start become the system prompt; a later one is said in
 * the user's turn at its place, so that what is before it stays in the KV cache. An assistant's turn at the end
 * is continued: after the results of its calls, or after its text.
 * @throws ApiError `invalid_request_error`: a result without a call, or nothing to answer
 */
export function promptOfEntries(
  entries: readonly Entry[],
  { tools, dropsOldest }: { readonly tools: readonly ToolDeclaration[]; readonly dropsOldest: boolean },
  mediaOf: MediaOf,
): Prompt {
  const firstOther = entries.findIndex(({ role }) => role !== "system");
  const leading = firstOther === -1 ? entries : entries.slice(0, firstOther);
  const systemPrompt = leading.map((entry) => (entry.role === "system" ? entry.text : "")).join("\n\n");
  const turns = turnsOf(firstOther === -1 ? [] : entries.slice(firstOther), mediaOf);
  const declared = tools.length > 0 && { tools };
  // Pinned turns never leave the context, so a conversation that does not fit is refused.
  const kept = dropsOldest ? turns : turns.map((turn) => ({ ...turn, isPinned: true }));
  if (turns.length > 0) return { systemPrompt, turns: kept, ...declared };
  if (systemPrompt.trim() === "")
    throw new ApiError("invalid_request_error", "There is no message to answer.", { param: "messages" });
  // Some clients send nothing but instructions.
  return {
    systemPrompt: "",
    turns: [{ role: "user", text: systemPrompt }],
    ...(tools.length > 0 && { tools }),
  };
}

interface GrowingTurn {
  readonly role: "user" | "assistant";
  readonly texts: string[];
  readonly media: TurnMedia[];
  readonly steps: TurnStep[];
}

function turnsOf(entries: readonly Entry[], mediaOf: MediaOf): readonly Turn[] {
  const turns: GrowingTurn[] = [];
  const callNames = new Map<string, string>();
  const turnOf = (role: GrowingTurn["role"]): GrowingTurn => {
    const last = turns.at(-1);
    if (last?.role === role) return last;
    const turn = { role, texts: [], media: [], steps: [] };
    turns.push(turn);
    return turn;
  };
  for (const entry of entries) {
    switch (entry.role) {
      case "system":
        turnOf("user").texts.push(entry.text);
        break;
      case "user": {
        const turn = turnOf("user");
        turn.texts.push(textOf(entry.content));
        turn.media.push(...mediaIn(entry.content, mediaOf));
        break;
      }
      case "assistant":
        for (const step of entry.steps) {
          if (step.type === "tool-call") callNames.set(step.callId, step.name);
          if (step.type === "tool-call" || step.text !== "") turnOf("assistant").steps.push(stepOf(step));
        }
        break;
      case "tool": {
        const name = callNames.get(entry.callId);
        if (name === undefined || turns.at(-1)?.role !== "assistant") throw resultWithoutCall(entry);
        const media = mediaIn(entry.content, mediaOf);
        const text = textOf(entry.content);
        turnOf("assistant").steps.push({
          type: "tool-result",
          name,
          text,
          ...(media.length > 0 && { media }),
        });
        break;
      }
    }
  }
  return turns.map((turn, index) => finished(turn, index === turns.length - 1));
}

function finished({ role, texts, media, steps }: GrowingTurn, isLast: boolean): Turn {
  if (role === "user") {
    const text = texts.filter((part) => part !== "").join("\n\n");
    return { role, text, ...(media.length > 0 && { media }) };
  }
  if (isLast) return { role, text: "", steps };
  const hasCalls = steps.some(({ type }) => type === "tool-call");
  const said = steps.filter(({ type }) => type !== "reasoning");
  if (hasCalls) return { role, text: "", steps: said };
  return { role, text: said.map((step) => (step.type === "text" ? step.text : "")).join("\n\n") };
}

function stepOf(step: AssistantStep): TurnStep {
  return step.type === "tool-call" ? { type: "tool-call", name: step.name, arguments: step.arguments } : step;
}

function textOf(content: readonly Content[]): string {
  return content
    .flatMap((part) => (part.type === "text" && part.text !== "" ? [part.text] : []))
    .join("\n\n");
}

function mediaIn(content: readonly Content[], mediaOf: MediaOf): TurnMedia[] {
  return content.flatMap((part) => (part.type === "text" ? [] : mediaOf(part)));
}

function resultWithoutCall({ callId, param }: Extract<Entry, { role: "tool" }>): ApiError {
  return new ApiError(
    "invalid_request_error",
    `No call before this result has the id ${JSON.stringify(callId.slice(0, 100))}. Send the assistant message with the call before it.`,
    { param },
  );
}
