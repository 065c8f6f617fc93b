import { registerHooks } from "node:module";

/** Preloaded before the desktop bundle (`node --import`): resolves `electron` to the stand-in. */
const standin = new URL("./electron.ts", import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "electron" ? { url: standin, shortCircuit: true } : next(specifier, context),
});
