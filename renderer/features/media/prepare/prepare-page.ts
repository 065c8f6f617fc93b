import type { DocumentText } from "../../../../shared/documents/document-text.ts";
import type { MediaContent } from "../../../../shared/chat/message-part.ts";
import { DecodeError } from "../../../../shared/media/decode-failure.ts";
import { decoders } from "../decode/decoders.ts";
import type { PdfAnswer, PdfJob } from "../decode/pdf-protocol.ts";
import type { PrepareOptions } from "./prepare-options.ts";
import { preparePixels } from "./prepare-image.ts";

export interface DocumentPage {
  /** From 1. */
  readonly pageNumber: number;
  /** The display name, which includes the page number. */
  readonly name: string;
}

export async function documentTextOf(file: File, signal: AbortSignal): Promise<DocumentText> {
  return (await ask(file, { type: "text" }, signal)).document;
}

/** Renders a page's thumbnail. It cannot be cancelled: finishing is faster than restarting the worker. */
export async function pagePreview(file: File, pageNumber: number): Promise<Blob> {
  return (await ask(file, { type: "preview", pageNumber })).preview;
}

export function preparePage(
  file: File,
  { pageNumber, name }: DocumentPage,
  options: PrepareOptions,
): Promise<MediaContent> {
  const decode = async () => (await ask(file, { type: "page", pageNumber }, options.signal)).source;
  return preparePixels(decode, name, { ...options, isDocument: true });
}

async function ask<Wants extends PdfJob["wants"]>(file: File, wants: Wants, signal?: AbortSignal) {
  const answer = await decoders.pdf.run({ key: keyOf(file), file, wants }, { signal });
  if (answer.type !== wants.type)
    throw new DecodeError(
      "decoder-failed",
      "The PDF worker returned a result of another type than requested",
    );
  return answer as Extract<PdfAnswer, { type: Wants["type"] }>;
}

const keys = new WeakMap<File, string>();

function keyOf(file: File): string {
  const key = keys.get(file) ?? `${file.name}:${Math.random()}`;
  keys.set(file, key);
  return key;
}
