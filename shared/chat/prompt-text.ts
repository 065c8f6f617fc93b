import { fencedText } from "./fenced-text.ts";
import type { Message } from "./message.ts";
import { textOf } from "./message.ts";
import type { FileContent } from "./message-part.ts";

/** The prompt text of a message: its attached text files, each under its name, then the user's text. */
export function promptTextOf(message: Pick<Message, "parts">): string {
  const files = message.parts.filter((part) => part.type === "file");
  return [...files.map(fileText), textOf(message)].filter((text) => text !== "").join("\n\n");
}

/** A fenced code block, the form of files most common in training data. */
function fileText({ name, text }: Pick<FileContent, "name" | "text">): string {
  const language = /\.([A-Za-z0-9+#]{1,12})$/.exec(name)?.[1]?.toLowerCase() ?? "";
  return `${onOneLine(name)}:\n${fencedText(text, language)}`;
}

function onOneLine(name: string): string {
  return name.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
}
