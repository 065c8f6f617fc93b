import type { Message } from "./message.ts";
import type { FilePart } from "./message-part.ts";
import { textOf } from "./message.ts";

/** The prompt text of a message: its attached text files, each under its name, then the user's text. */
export function promptTextOf(message: Pick<Message, "parts">): string {
  const files = message.parts.filter((part) => part.type === "file");
  return [...files.map(fileText), textOf(message)].filter((text) => text !== "").join("\n\n");
}

/**
 * A fenced code block, the form of files most common in training data. The fence is longer than any in the
 * file.
 */
function fileText({ name, text }: Pick<FilePart, "name" | "text">): string {
  const fence = "`".repeat(Math.max(3, longestRunOfTicks(text) + 1));
  const language = /\.([A-Za-z0-9+#]{1,12})$/.exec(name)?.[1]?.toLowerCase() ?? "";
  const end = text === "" || text.endsWith("\n") ? "" : "\n";
  return `${onOneLine(name)}:\n${fence}${language}\n${text}${end}${fence}`;
}

function longestRunOfTicks(text: string): number {
  let longest = 0;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return longest;
}

function onOneLine(name: string): string {
  return name.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
}
