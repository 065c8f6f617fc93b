/// <reference lib="webworker" />
import { getDocument, PasswordException, PDFWorker, type PDFDocumentProxy } from "pdfjs-dist";
import { allowOwnWorkers } from "./allow-own-workers.ts";
import { DecodeError } from "../../../../shared/media/decode-failure.ts";

/** The build copies the fonts, character maps and decoders of pdfjs-dist to this path. */
const resources = new URL("/pdf/", location.origin).href;

class WorkerCanvasFactory {
  create(width: number, height: number) {
    const canvas = new OffscreenCanvas(width, height);
    return { canvas, context: canvas.getContext("2d", { willReadFrequently: true }) };
  }

  reset({ canvas }: { canvas: OffscreenCanvas }, width: number, height: number) {
    canvas.width = width;
    canvas.height = height;
  }

  destroy(holder: { canvas: OffscreenCanvas | null; context: unknown }) {
    if (holder.canvas) holder.canvas.width = holder.canvas.height = 0;
    holder.canvas = null;
    holder.context = null;
  }

  getNoAlphaContext(canvas: OffscreenCanvas) {
    return canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  }
}

/**
 * SVG filters need a DOM document, so the few images that use one (transfer maps, soft masks) are drawn
 * without.
 */
class NoFilterFactory {
  addFilter = () => "none";
  addHCMFilter = () => "none";
  addAlphaFilter = () => "none";
  addLuminosityFilter = () => "none";
  addHighlightHCMFilter = () => "none";
  destroy = () => undefined;
}

let parser: PDFWorker | null = null;

/** Starts the pdf.js worker that parses documents. It is terminated together with this worker. */
function startParser(): PDFWorker {
  allowOwnWorkers();
  const url = new URL("pdfjs-dist/build/pdf.worker.min.mjs", import.meta.url);
  return PDFWorker.create({ port: new Worker(url, { type: "module" }) });
}

/** @throws DecodeError */
export async function openPdf(file: Blob): Promise<PDFDocumentProxy> {
  parser ??= startParser();
  const data = new Uint8Array(await file.arrayBuffer());
  try {
    return await getDocument({
      data,
      worker: parser,
      CanvasFactory: WorkerCanvasFactory,
      FilterFactory: NoFilterFactory,
      // A worker has no document; pdf.js uses only its `fonts`.
      ownerDocument: { fonts: self.fonts } as unknown as HTMLDocument,
      disableWorkerRendering: true,
      useWorkerFetch: true,
      cMapUrl: `${resources}cmaps/`,
      iccUrl: `${resources}iccs/`,
      standardFontDataUrl: `${resources}standard_fonts/`,
      wasmUrl: `${resources}wasm/`,
      // Pages are to render the same on every computer.
      useSystemFonts: false,
      verbosity: 0,
    }).promise;
  } catch (thrown) {
    if (thrown instanceof PasswordException)
      throw new DecodeError("encrypted", "The document requires a password");
    throw thrown;
  }
}
