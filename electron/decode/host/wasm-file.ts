import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const isBundled = !import.meta.filename.endsWith(".ts");

/** Compiles a package's WebAssembly file, which the build copies beside the bundle. */
export async function compileWasm(specifier: WasmFile): Promise<WebAssembly.Module> {
  const path = isBundled
    ? join(import.meta.dirname, "wasm", basename(specifier))
    : fileURLToPath(import.meta.resolve(specifier));
  return WebAssembly.compile(await readFile(path));
}

/** `scripts/build/wasm-files.ts` copies these. */
export type WasmFile =
  | "@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm"
  | "@jsquash/png/codec/pkg/squoosh_png_bg.wasm"
  | "@jsquash/webp/codec/dec/webp_dec.wasm";
