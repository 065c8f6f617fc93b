import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

/** Fonts, character maps, colour profiles and decoders that a PDF page may need. */
const folders = ["cmaps", "iccs", "standard_fonts", "wasm"];
/** Scripts inside PDFs are not run. */
const isNeeded = (name: string) => /\.(bcmap|icc|pfb|ttf|wasm)$/.test(name) && !name.startsWith("quickjs");

/** Serves the files that pdfjs-dist fetches at run time under `/pdf/` of the built page. */
export function pdfResources(): Plugin {
  return {
    name: "pdf-resources",
    applyToEnvironment: (environment) => environment.name === "client",
    generateBundle() {
      for (const folder of folders) {
        const from = join(import.meta.dirname, "../../node_modules/pdfjs-dist", folder);
        for (const name of readdirSync(from).filter(isNeeded)) {
          this.emitFile({
            type: "asset",
            fileName: `pdf/${folder}/${name}`,
            source: readFileSync(join(from, name)),
          });
        }
      }
    },
  };
}
