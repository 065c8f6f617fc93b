import type { Message } from "../../shared/chat/message.ts";
import { onOneLine } from "./markdown-text.ts";
import { partAsMarkdown, type PartContext } from "./part-as-markdown.ts";

export interface MarkdownChat extends PartContext {
  readonly title: string;
  /** The branch to export, from root to leaf. */
  readonly branch: readonly Message[];
  /** For display. */
  readonly date: string;
}

/**
 * A chat to read anywhere: its text as it was written, in the order of its parts, with links to the files
 * beside it.
 */
export function chatAsMarkdown({ title, branch, date, ...context }: MarkdownChat): string {
  const { words } = context;
  const messages = branch.map((message) => {
    const speaker = message.role === "user" ? words.user : words.assistant(message.modelName);
    const parts = message.parts.map((part) => partAsMarkdown(part, context));
    if (message.status.type === "failed" && message.parts.length === 0) parts.push(`*${words.failed}*`);
    return [`## ${speaker}`, ...parts.filter((text) => text !== "")].join("\n\n");
  });
  return `${[`# ${onOneLine(title)}`, `*${words.exported(date)}*`, ...messages].join("\n\n")}\n`;
}
