import { assertNever } from "../../shared/assert-never.ts";
import type { Message } from "../../shared/chat/message.ts";
import type { Attachment, MediaPart, MessagePart } from "../../shared/chat/message-part.ts";
import type { ExportWords } from "./export-words.ts";

export interface MarkdownChat {
  readonly title: string;
  /** The branch to export, from root to leaf. */
  readonly branch: readonly Message[];
  /** The path of an attachment in the archive; null when it is missing. */
  readonly fileOf: (attachment: Attachment) => string | null;
  readonly words: ExportWords;
  /** The export date as displayed. */
  readonly date: string;
}

/** A chat as a Markdown document, with links to its attachments. */
export function chatAsMarkdown({ title, branch, fileOf, words, date }: MarkdownChat): string {
  const messages = branch.map((message) => {
    const speaker = message.role === "user" ? words.user : words.assistant(message.modelName);
    const parts = message.parts.map((part) => partAsMarkdown(part, fileOf, words));
    if (message.status.type === "failed" && message.parts.length === 0) parts.push(`*${words.failed}*`);
    return [`## ${speaker}`, ...parts.filter((text) => text !== "")].join("\n\n");
  });
  return `${[`# ${onOneLine(title)}`, `*${words.exported(date)}*`, ...messages].join("\n\n")}\n`;
}

function partAsMarkdown(part: MessagePart, fileOf: MarkdownChat["fileOf"], words: ExportWords): string {
  switch (part.type) {
    case "text":
      return part.text;
    case "thought":
      return part.text.trim() === ""
        ? ""
        : `<details><summary>${words.reasoning}</summary>\n\n${part.text}\n\n</details>`;
    case "media":
    case "file":
      return link(part, fileOf(part), words);
    default:
      return assertNever(part);
  }
}

function link(part: Attachment, file: string | null, words: ExportWords): string {
  const name = escaped(onOneLine(part.name));
  if (file === null) return `*${name}: ${words.missing}*`;
  const address = file.split("/").map(encodeURIComponent).join("/").replace(/[()]/g, percent);
  return `${part.type === "media" && isShown(part) ? "!" : ""}[${name}](${address})`;
}

/** Whether Markdown viewers display it inline. */
function isShown({ kind, mediaType }: MediaPart): boolean {
  return kind === "image" && /^image\/(png|jpeg|gif|webp|avif|bmp)/.test(mediaType);
}

const percent = (character: string) => `%${character.charCodeAt(0).toString(16)}`;

const onOneLine = (text: string) => text.replace(/\s+/gu, " ").trim();

const escaped = (text: string) => text.replace(/[\\[\]*_`<>]/gu, String.raw`\$&`);
