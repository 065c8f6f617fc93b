import { unsupportedFormat } from "../../../shared/media/format-kinds.ts";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { DecodeError } from "../../../shared/media/decode-failure.ts";
import type { DocumentText } from "../../../shared/documents/document-text.ts";
import { pdfPageText } from "../../../shared/documents/pdf-page-text.ts";

const isBundled = !import.meta.filename.endsWith(".ts");

/** The character maps of East Asian fonts; the page's build has them too. */
function characterMaps(): string {
  const folder = isBundled
    ? join(import.meta.dirname, "../renderer/pdf/cmaps")
    : join(dirname(fileURLToPath(import.meta.resolve("pdfjs-dist/package.json"))), "cmaps");
  return `${folder}/`;
}

/** The text of each page of a PDF. @throws DecodeError `encrypted`, `no-pages`, `unsupported-format` for a scan */
export async function pdfText(bytes: Uint8Array): Promise<DocumentText> {
  // pdf.js starts no worker where it finds this: the process is one.
  const worker: unknown = await import("pdfjs-dist/legacy/build/pdf.worker.mjs");
  Object.assign(globalThis, { pdfjsWorker: worker });
  const { getDocument, PasswordException } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const loading = getDocument({ data: bytes, cMapUrl: characterMaps(), useSystemFonts: false, verbosity: 0 });
  try {
    const document = await loading.promise;
    const parts = [];
    for (let number = 1; number <= document.numPages; number++) {
      const { items } = await (await document.getPage(number)).getTextContent();
      const runs = items.filter((item) => "str" in item);
      parts.push({ title: `Page ${number}`, text: pdfPageText(runs) });
    }
    if (parts.length === 0) throw new DecodeError("no-pages", "The document has no pages");
    if (parts.every(({ text }) => text === "")) {
      throw unsupportedFormat("Scanned PDF", "image");
    }
    return { parts };
  } catch (thrown) {
    if (thrown instanceof PasswordException)
      throw new DecodeError("encrypted", "The document requires a password");
    throw thrown;
  } finally {
    await loading.destroy();
  }
}
