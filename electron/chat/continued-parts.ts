import type { MessagePart } from "../../shared/chat/message-part.ts";
import type { PartChange } from "../../shared/chat/part-event.ts";
import type { GeneratedPartEvent, ToolCallEvent } from "../../shared/inference/generation.ts";

/**
 * A generation that goes on in the text or reasoning where an earlier one was cut off extends that part
 * instead of beginning another.
 * @param last the last part so far; null: the reply is empty
 * @returns the changes of an event that concerns the part; null for all other events
 */
export function continuedParts(
  last: MessagePart | null,
): (event: GeneratedPartEvent | ToolCallEvent) => readonly PartChange[] | null {
  let isFirst = true;
  let generatedId: string | null = null;
  return (event) => {
    const wasFirst = isFirst;
    isFirst = false;
    if (last === null || (last.type !== "text" && last.type !== "reasoning")) return null;
    switch (event.type) {
      case "part-started":
        if (!wasFirst || event.partType !== last.type) return null;
        generatedId = event.partId;
        return [{ type: "part-updated", part: { ...last, status: "streaming" } }];
      case "part-delta":
        return event.partId === generatedId ? [{ ...event, partId: last.id }] : null;
      case "part-ended": {
        if (event.partId !== generatedId) return null;
        const earlierMs = last.type === "reasoning" ? (last.durationMs ?? 0) : 0;
        const { durationMs } = event;
        return [
          {
            ...event,
            partId: last.id,
            ...(durationMs !== undefined && { durationMs: earlierMs + durationMs }),
          },
        ];
      }
      case "tool-call-started":
      case "tool-call":
        return null;
    }
  };
}

/** The last part alone, with this share of its text, from the beginning of a word on. */
export function endOfText(parts: readonly MessagePart[], share: number): readonly MessagePart[] {
  const last = parts.at(-1);
  if (last?.type !== "text") return parts;
  const kept = last.text.slice(Math.floor(last.text.length * (1 - share)));
  const word = kept.search(/\s/);
  return [{ ...last, text: (word === -1 || word > 200 ? kept : kept.slice(word + 1)).toWellFormed() }];
}
