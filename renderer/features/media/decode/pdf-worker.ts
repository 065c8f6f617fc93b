/// <reference lib="webworker" />
import type { PDFDocumentProxy } from "pdfjs-dist";
import type { DocumentPart, DocumentText } from "../../../../shared/documents/document-text.ts";
import { pdfPageText } from "../../../../shared/documents/pdf-page-text.ts";
import type { Size } from "../../../../shared/media/image-scaler.ts";
import { DecodeError } from "../../../../shared/media/decode-failure.ts";
import { openPdf } from "./open-pdf.ts";
import { pageScale } from "./pdf-page-scale.ts";
import type { PdfAnswer, PdfJob } from "./pdf-protocol.ts";
import { serveJobs, type Done } from "./serve-jobs.ts";

const previewSidePx = 200;

/** The document of the last job, kept open because the next job is likely to need it too. */
let open: { readonly key: string; readonly document: Promise<PDFDocumentProxy> } | null = null;

serveJobs(async ({ key, file, wants }: PdfJob): Promise<Done<PdfAnswer>> => {
  if (open?.key !== key) {
    const previous = open;
    open = { key, document: openPdf(file) };
    await previous?.document.then((document) => document.loadingTask.destroy()).catch(() => undefined);
  }
  const document = await open.document;
  switch (wants.type) {
    case "text":
      return { output: { type: "text", document: await pageTexts(document) } };
    case "preview": {
      const { canvas } = await draw(document, wants.pageNumber, previewSidePx);
      return { output: { type: "preview", preview: await canvas.convertToBlob({ type: "image/webp" }) } };
    }
    case "page": {
      const { context, size } = await draw(document, wants.pageNumber, null);
      const { data } = context.getImageData(0, 0, size.widthPx, size.heightPx);
      const rgba = data.buffer;
      return { output: { type: "page", source: { type: "pixels", size, rgba } }, transfer: [rgba] };
    }
  }
});

async function pageTexts(document: PDFDocumentProxy): Promise<DocumentText> {
  const parts: DocumentPart[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    parts.push({ title: `Page ${number}`, text: pdfPageText(items.filter((item) => "str" in item)) });
    page.cleanup();
  }
  return { parts };
}

/** Renders a page on white. `sidePx` is the length of its longer side; null uses `pageScale`. */
async function draw(document: PDFDocumentProxy, pageNumber: number, sidePx: number | null) {
  const page = await document.getPage(pageNumber);
  const plain = page.getViewport({ scale: 1 });
  const scale = sidePx === null ? await pageScale(page) : sidePx / Math.max(plain.width, plain.height);
  const size: Size = {
    widthPx: Math.max(1, Math.round(plain.width * scale)),
    heightPx: Math.max(1, Math.round(plain.height * scale)),
  };
  const canvas = new OffscreenCanvas(size.widthPx, size.heightPx);
  const context = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  if (!context) throw new DecodeError("decoder-failed", "Could not create a canvas context");
  await page.render({
    // pdf.js uses only what OffscreenCanvas and HTMLCanvasElement have in common.
    canvas: canvas as unknown as HTMLCanvasElement,
    canvasContext: context as unknown as CanvasRenderingContext2D,
    viewport: page.getViewport({ scale }),
    background: "#fff",
  }).promise;
  page.cleanup();
  return { canvas, context, size };
}
