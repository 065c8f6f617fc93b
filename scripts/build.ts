import { buildApp } from "./build/build-app.ts";

const startedAt = performance.now();
const built = await buildApp();
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
console.log(built.length === 0 ? "Nothing to build." : `Built ${built.join(", ")} in ${seconds} s.`);
