import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { codeRuntime } from "./scripts/build/code-runtime.ts";
import { bundledPackages } from "./scripts/build/bundled-packages.ts";
import { cssLayers } from "./scripts/build/css-layers.ts";
import { pdfResources } from "./scripts/build/pdf-resources.ts";
import { wasmFiles } from "./scripts/build/wasm-files.ts";

const root = import.meta.dirname;
const at = (path: string) => join(root, path);

/** Modules that the Node side resolves at run time instead of bundling. */
const external = [
  "electron",
  /^node:/,
  /^node-llama-cpp(\/|$)/,
  // Optional packages of just-bash that are not installed.
  "@mongodb-js/zstd",
  "node-liblzma",
];

/**
 * One configuration, four bundles: the page, the Node side (desktop, serve mode, commands), the engine process,
 * and the preload, which a sandboxed window accepts only as a single CommonJS file.
 */
export default defineConfig({
  root: at("renderer"),
  base: "/",
  cacheDir: at(".cache/vite"),
  plugins: [react(), pdfResources(), wasmFiles(), codeRuntime(), bundledPackages(root)],
  css: { postcss: { plugins: [cssLayers()] } },
  logLevel: "warn",
  // Allows code splitting in workers.
  worker: { format: "es", plugins: () => [bundledPackages(root)] },
  builder: {
    async buildApp(builder) {
      for (const environment of Object.values(builder.environments)) await builder.build(environment);
    },
  },
  environments: {
    client: {
      build: {
        outDir: at("dist/renderer"),
        emptyOutDir: true,
        target: "chrome120",
        // Prevents light-dark() from being transpiled.
        cssTarget: "chrome123",
        // The content security policy allows files, not data: URLs.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        reportCompressedSize: false,
        chunkSizeWarningLimit: 1024,
        rolldownOptions: {
          checks: { bundlerTimings: false },
          input: { index: at("renderer/index.html"), "sign-in": at("renderer/sign-in.html") },
        },
      },
    },
    electron: {
      consumer: "server",
      resolve: { noExternal: true, external: ["electron", "node-llama-cpp"], conditions: ["node"] },
      build: {
        outDir: at("dist/electron"),
        emptyOutDir: true,
        target: "node24",
        minify: false,
        sourcemap: true,
        copyPublicDir: false,
        rolldownOptions: {
          external,
          input: {
            main: at("electron/main.ts"),
            serve: at("electron/serve.ts"),
            cli: at("electron/cli.ts"),
            "template-host": at("electron/models/template/template-host.ts"),
            "decode-host": at("electron/decode/decode-host.ts"),
            "page-host": at("electron/tools/web/page/page-host.ts"),
            "code-host": at("electron/tools/code/code-host.ts"),
            "hash-worker": at("electron/models/downloads/hash-worker.ts"),
          },
          output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
        },
      },
    },
    // Bundled apart from the rest: a packaged app keeps the engine process outside its archive (ADR 39).
    engine: {
      consumer: "server",
      resolve: { noExternal: true, external: ["node-llama-cpp"], conditions: ["node"] },
      build: {
        outDir: at("dist/engine"),
        emptyOutDir: true,
        target: "node24",
        minify: false,
        sourcemap: true,
        copyPublicDir: false,
        rolldownOptions: {
          external,
          input: { "engine-host": at("electron/inference/local/host/main.ts") },
          output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
        },
      },
    },
    preload: {
      consumer: "server",
      resolve: { noExternal: true, external: ["electron"] },
      build: {
        outDir: at("dist/electron"),
        emptyOutDir: false,
        target: "chrome140",
        minify: false,
        copyPublicDir: false,
        rolldownOptions: {
          external,
          input: { preload: at("electron/preload.ts") },
          output: { format: "cjs", entryFileNames: "[name].cjs" },
        },
      },
    },
  },
});
