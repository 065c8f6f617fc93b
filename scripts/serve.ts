import { buildApp } from "./build/build-app.ts";

await buildApp();
// Runs in this process, so that signals and the exit code are the server's own.
await import(new URL("../dist/electron/serve.js", import.meta.url).href);
