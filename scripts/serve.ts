import { buildApp } from "./build/build-app.ts";

await buildApp();
// In this process, so that signals and the exit code are the server's own.
await import(new URL("../dist/electron/serve.js", import.meta.url).href);
