import { registerHooks } from "node:module";

/** Loaded before the desktop bundle (`node --import`): puts the stand-in where the bundle asks for Electron. */
const standin = new URL("./electron.ts", import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "electron" ? { url: standin, shortCircuit: true } : next(specifier, context),
});
