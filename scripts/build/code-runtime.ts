import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const packageFolder = join(import.meta.dirname, "../../node_modules/just-bash");
/** Beside the bundle, also for the copy of it that an installed command runs; the thread finds Python from there. */
const thread = "../electron/just-bash/dist/bundle/chunks/worker.js";
const python = "vendor/cpython-emscripten";
const files = [
  "LICENSE",
  "dist/bundle/chunks/worker.js",
  `${python}/python.cjs`,
  `${python}/python.wasm`,
  `${python}/python313.zip`,
];

const pyodideFolder = join(import.meta.dirname, "../../node_modules/pyodide");
/** Outside the archive of a packaged app, too, since the installed command shares them. */
const pyodideFiles = [
  ...["package.json", "pyodide-lock.json", "pyodide.mjs", "pyodide.asm.mjs"],
  ...["pyodide.asm.wasm", "python_stdlib.zip"],
];

/**
 * Copies Python for the code process beside the bundle of the Node side, and lets the bundled interpreter start
 * its thread from there. In a packaged app these files are outside the archive, because a thread can't read it.
 */
export function codeRuntime(): Plugin {
  return {
    name: "code-runtime",
    applyToEnvironment: (environment) => environment.name === "electron",
    transform(code, id) {
      if (!/just-bash[\\/]dist[\\/]bundle[\\/]chunks[\\/]python3-\w+\.js$/.test(id)) return null;
      const ownThread = 'new URL("./worker.js",import.meta.url)';
      if (!code.includes(ownThread)) throw new Error("just-bash starts Python in another way than before");
      const unpacked = 'import.meta.url.replace("/app.asar/","/app.asar.unpacked/")';
      return { code: code.replace(ownThread, `new URL("${thread}",${unpacked})`), map: null };
    },
    generateBundle() {
      for (const file of files) {
        this.emitFile({
          type: "asset",
          fileName: `just-bash/${file}`,
          source: readFileSync(join(packageFolder, file)),
        });
      }
      for (const file of pyodideFiles) {
        const source = readFileSync(join(pyodideFolder, file));
        this.emitFile({ type: "asset", fileName: `pyodide/${file}`, source });
      }
      // The thread is a module, wherever the folder is.
      this.emitFile({ type: "asset", fileName: "just-bash/package.json", source: '{"type":"module"}\n' });
    },
  };
}
