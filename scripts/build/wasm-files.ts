import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Plugin } from "vite";
import type { WasmFile } from "../../electron/decode/host/wasm-file.ts";

/** Decoders that the decode process reads from the disk. */
const files: readonly WasmFile[] = [
  "@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm",
  "@jsquash/png/codec/pkg/squoosh_png_bg.wasm",
  "@jsquash/webp/codec/dec/webp_dec.wasm",
];

/** Copies WebAssembly decoders beside the bundle of the Node side. */
export function wasmFiles(): Plugin {
  return {
    name: "wasm-files",
    applyToEnvironment: (environment) => environment.name === "electron",
    generateBundle() {
      for (const file of files) {
        this.emitFile({
          type: "asset",
          fileName: `wasm/${basename(file)}`,
          source: readFileSync(join(import.meta.dirname, "../../node_modules", file)),
        });
      }
    },
  };
}
