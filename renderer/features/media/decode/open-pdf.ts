/// <reference lib="webworker" />
import { getDocument, PasswordException, PDFWorker, type PDFDocumentProxy } from "pdfjs-dist";
import { allowOwnWorkers } from "./allow-own-workers.ts";
import { DecodeError } from "./decode-failure.ts";

/** Where the build puts the fonts, character maps and decoders of pdfjs-dist. */
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

/** SVG filters need a document: the few pictures that use one (transfer maps, soft masks) are drawn without. */
class NoFilterFactory {
  addFilter = () => "none";
  addHCMFilter = () => "none";
  addAlphaFilter = () => "none";
  addLuminosityFilter = () => "none";
  addHighlightHCMFilter = () => "none";
  destroy = () => undefined;
}

let parser: PDFWorker | null = null;

/** The part that reads the bytes; it ends with this worker. */
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
      // There is no document in a worker; what is asked of it are its fonts.
      ownerDocument: { fonts: self.fonts } as unknown as HTMLDocument,
      disableWorkerRendering: true,
      useWorkerFetch: true,
      cMapUrl: `${resources}cmaps/`,
      iccUrl: `${resources}iccs/`,
      standardFontDataUrl: `${resources}standard_fonts/`,
      wasmUrl: `${resources}wasm/`,
      // The same page looks the same everywhere.
      useSystemFonts: false,
      verbosity: 0,
    }).promise;
  } catch (thrown) {
    if (thrown instanceof PasswordException) throw new DecodeError("encrypted", "A password is needed");
    throw thrown;
  }
}
