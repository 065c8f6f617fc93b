import type { FileContent } from "../../../../shared/chat/message-part.ts";
import { wholeText, type DocumentText } from "../../../../shared/documents/document-text.ts";
import { textSections } from "../../../../shared/documents/text-sections.ts";
import { DecodeError } from "../../../../shared/media/decode-failure.ts";
import { mediaLimits } from "../../../../shared/media/media-limits.ts";
import { decoders } from "../decode/decoders.ts";
import { documentTextOf } from "./prepare-page.ts";
import type { PrepareOptions } from "./prepare-options.ts";
import { prepareText } from "./prepare-text.ts";

/** A text with the parts that it consists of, of which the user may choose some. */
export interface PreparedText {
  readonly attachment: FileContent;
  readonly whole: DocumentText;
}

/** An Office document, an OpenDocument or an e-book. @throws DecodeError */
export async function preparePackage(file: File, { signal }: PrepareOptions): Promise<PreparedText> {
  const document = await decoders.document.run({ type: "package", file }, { signal });
  return contentOf(file.name, document ?? { parts: [] });
}

/** A text file; of a web page, a notebook or an RTF document, what a reader sees. @throws DecodeError */
export async function prepareTextFile(
  file: File,
  { encoding, signal }: PrepareOptions,
): Promise<PreparedText> {
  const text = await prepareText(file, encoding);
  const job = { type: "source", text: text.text, name: file.name } as const;
  const document = await decoders.document.run(job, { signal });
  return document === null
    ? { attachment: text, whole: textSections(text.text) }
    : contentOf(file.name, document);
}

export interface PdfContent {
  readonly pageCount: number;
  /** null: no page has text. */
  readonly text: PreparedText | null;
  /** Numbers of the pages without text: scans and pictures. */
  readonly scans: readonly number[];
}

/** @throws DecodeError */
export async function preparePdf(file: File, { signal }: PrepareOptions): Promise<PdfContent> {
  const document = await documentTextOf(file, signal);
  const { parts } = document;
  if (parts.length === 0) throw new DecodeError("no-pages", "The document has no pages");
  const scans = parts.flatMap(({ text }, index) => (text === "" ? [index + 1] : []));
  const text = scans.length === parts.length ? null : contentOf(file.name, document);
  return { pageCount: parts.length, text, scans };
}

function contentOf(name: string, document: DocumentText): PreparedText {
  const text = wholeText(document);
  const limitCharacters = mediaLimits.textLength;
  if (text.length > limitCharacters) throw new DecodeError("too-large", "Too long", { limitCharacters });
  const whole = document.parts.length > 1 ? document : textSections(text);
  return { attachment: { type: "file", name, text }, whole };
}
