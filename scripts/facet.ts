#!/usr/bin/env node
import { buildApp } from "./build/build-app.ts";

await buildApp();
// Runs in this process, so that stdin, signals and the exit code are the command's own.
await import(new URL("../dist/electron/cli.js", import.meta.url).href);
