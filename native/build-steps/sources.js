import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { run } from "./tools.js";

/** Of all of llama.cpp only what is compiled here. */
const needed = [
  "include",
  "tools/mtmd",
  "ggml/include",
  "ggml/cmake",
  "ggml/CMakeLists.txt",
  "ggml/src/ggml-cpu",
  // Of this folder the files alone: the others below it are for GPUs.
  ":(glob)ggml/src/*",
];
/** Not among what earlier versions of this unpacked. */
const newest = "ggml/CMakeLists.txt";

/** Unpacks what is needed of llama.cpp from the bundle, a git repository in one file, unless it is there. */
export function unpackSources(bundle, folder) {
  if (existsSync(join(folder, newest))) return;
  rmSync(folder, { recursive: true, force: true });
  const unfinished = `${folder}.part`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  run("git", ["init", "--quiet"], { cwd: unfinished });
  run("git", ["fetch", "--quiet", bundle, "HEAD"], { cwd: unfinished });
  run("git", ["checkout", "--quiet", "FETCH_HEAD", "--", ...needed], { cwd: unfinished });
  // Another 35 MB, which nobody needs twice.
  rmSync(join(unfinished, ".git"), { recursive: true, force: true });
  renameSync(unfinished, folder);
}
