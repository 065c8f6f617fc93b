import type { Message } from "../../../shared/chat/message.ts";
import type { MessagePart, PartType } from "../../../shared/chat/message-part.ts";

/** The property of a part by whose text its message is found: answers, tool results, titles of sources. */
const searchableKeys: Readonly<Record<PartType, "text" | "title" | null>> = {
  text: "text",
  receipt: "text",
  transcript: "text",
  "tool-result": "text",
  source: "title",
  reasoning: null,
  "tool-call": null,
  media: null,
  file: null,
  unknown: null,
};

/** The text by which a message is found, in the order of its parts. */
export function searchableTextOf(message: Pick<Message, "parts">): string {
  return message.parts.flatMap(searchableTextsIn).join("\n\n");
}

function searchableTextsIn(part: MessagePart): string[] {
  const text: unknown = new Map<string, unknown>(Object.entries(part)).get(searchableKeys[part.type] ?? "");
  return typeof text === "string" ? [text] : [];
}

const typesWith = (key: "text" | "title") =>
  Object.entries(searchableKeys)
    .filter(([, ofType]) => ofType === key)
    .map(([type]) => `'${type}'`)
    .join(", ");

/** In SQL, the same text of a row of `parts`; NULL: it has none. */
export const searchableColumn = `
  CASE WHEN parts.type IN (${typesWith("text")}) THEN parts.payload ->> '$.text'
    WHEN parts.type IN (${typesWith("title")}) THEN parts.payload ->> '$.title' END`;
