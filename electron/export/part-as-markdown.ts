import { fencedText } from "../../shared/chat/fenced-text.ts";
import type { MediaContent, MessagePart, PartType, ToolCallPart } from "../../shared/chat/message-part.ts";
import type { Exportable } from "./export-files.ts";
import type { ExportWords } from "../../shared/chat/export-words.ts";
import { escaped, linkTo, onOneLine } from "./markdown-text.ts";

export interface PartContext {
  /** The name in the archive; null: the file is gone. */
  readonly fileOf: (exportable: Exportable) => string | null;
  readonly words: ExportWords;
}

/** Empty: there is nothing to show. */
export function partAsMarkdown(part: MessagePart, context: PartContext): string {
  // The entry of a type takes parts of that type.
  const write = writers[part.type] as Writer<MessagePart>;
  return write(part, context);
}

type Writer<Part extends MessagePart> = (part: Part, context: PartContext) => string;

const writers: { readonly [Type in PartType]: Writer<Extract<MessagePart, { type: Type }>> } = {
  text: ({ text }) => text,
  receipt: ({ text }) => text,
  transcript: ({ text }) => text,
  reasoning: ({ text }, { words }) => (text.trim() === "" ? "" : folded(words.reasoning, text)),
  "tool-call": (call, { words }) => {
    const outcome = outcomeOf(call, words);
    const title = `**${escaped(onOneLine(words.toolCall(call.name)))}**${outcome === null ? "" : ` (${outcome})`}`;
    return `${title}\n\n${fencedText(JSON.stringify(call.arguments, null, 2), "json")}`;
  },
  "tool-result": ({ name, text, isError, media = [] }, context) => {
    const title = isError ? context.words.toolError(name) : context.words.toolResult(name);
    const links = media.map((medium) => fileLink(medium, context));
    return [folded(escapedHtml(onOneLine(title)), fencedText(text, "")), ...links].join("\n\n");
  },
  source: ({ title, url, excerpt, number }, { words }) => {
    const name = escaped(onOneLine(title) || onOneLine(url));
    // Other programs have no use for links to attachments, and no other scheme is to be followed.
    const link = /^https?:\/\//i.test(url) ? linkTo(name, url) : name;
    const quote = excerpt === null || excerpt.trim() === "" ? [] : [excerpt.trim().replace(/^/gm, "> ")];
    const label = number === undefined ? words.source : `${words.source} ${number}`;
    return [`${label}: ${link}`, ...quote].join("\n\n");
  },
  media: fileLink,
  file: fileLink,
  unknown: (part, context) => {
    const { words, fileOf } = context;
    const name = escaped(onOneLine(part.storedType));
    return `*${words.newerVersion}:* ${linkTo(name, pathOf(fileOf(part) ?? ""))}`;
  },
};

function outcomeOf({ approval, state }: ToolCallPart, { notRun }: ExportWords): string | null {
  if (approval === "denied") return notRun.denied;
  return state === "interrupted" || state === "failed" ? notRun[state] : null;
}

function fileLink(part: Exclude<Exportable, { type: "unknown" }>, { fileOf, words }: PartContext): string {
  const name = escaped(onOneLine(part.name));
  const file = fileOf(part);
  if (file === null) return `*${name}: ${words.missing}*`;
  return `${part.type === "media" && isShown(part) ? "!" : ""}${linkTo(name, pathOf(file))}`;
}

/** Whether other programs show it in place. */
function isShown({ kind, mediaType }: MediaContent): boolean {
  return kind === "image" && /^image\/(png|jpeg|gif|webp|avif|bmp)/.test(mediaType);
}

function folded(summary: string, content: string): string {
  return `<details><summary>${summary}</summary>\n\n${content}\n\n</details>`;
}

function pathOf(file: string): string {
  return file.split("/").map(encodeURIComponent).join("/");
}

function escapedHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
