import type { Message } from "../../../shared/chat/message.ts";
import { answerTextOf, type MessagePart, type PartType } from "../../../shared/chat/message-part.ts";

/** The text by which a message is found, in the order of its parts: questions, answers, tool results, titles of sources. */
export function searchableTextOf(message: Pick<Message, "parts">): string {
  return message.parts
    .map(searchableTextIn)
    .filter((text) => text !== null)
    .join("\n\n");
}

/** null: nothing in this part is searched. */
export function searchableTextIn(part: MessagePart): string | null {
  if (part.type === "tool-result") return part.text;
  if (part.type === "source") return part.title;
  return answerTextOf(part);
}

/** The same for rows of `parts`: the types that have such a text, and the expression that yields it. */
export const searchableTypes: readonly PartType[] = [
  "text",
  "receipt",
  "transcript",
  "tool-result",
  "source",
];
export const searchableColumn = "parts.payload ->> iif(parts.type = 'source', '$.title', '$.text')";
export const hasSearchableType = `parts.type IN (${searchableTypes.map((type) => `'${type}'`).join(", ")})`;
