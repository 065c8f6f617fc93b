import { readFileSync } from "node:fs";
import { join } from "node:path";

const isBundled = !import.meta.filename.endsWith(".ts");

/**
 * Beside the bundle (`scripts/build/code-runtime.ts`), also for the copy of it that an installed command runs, or
 * the package that the sources use.
 */
const folder = join(import.meta.dirname, isBundled ? "../electron/pyodide" : "../../../node_modules/pyodide");

export type PyodideFile =
  | "package.json"
  | "pyodide.mjs"
  | "pyodide.asm.mjs"
  | "pyodide.asm.wasm"
  | "python_stdlib.zip"
  | "pyodide-lock.json";

/** A file of Pyodide, which is part of the app. */
export function readPyodideFile(name: PyodideFile): Buffer {
  return readFileSync(join(folder, name));
}
