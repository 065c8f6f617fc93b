import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { run } from "./tools.js";

/** The parts of llama.cpp that are compiled here. */
const needed = [
  "include",
  "tools/mtmd",
  "ggml/include",
  "ggml/cmake",
  "ggml/CMakeLists.txt",
  "ggml/src/ggml-cpu",
  // Only the files of this folder; most of its subfolders are GPU backends.
  ":(glob)ggml/src/*",
];
/** Missing in folders unpacked by earlier versions of this script. */
const newest = "ggml/CMakeLists.txt";

/**
 * Unpacks the needed sources of llama.cpp from the bundle, a git repository in one file, unless they were
 * unpacked before.
 */
export function unpackSources(bundle, folder) {
  if (existsSync(join(folder, newest))) return;
  rmSync(folder, { recursive: true, force: true });
  const unfinished = `${folder}.part`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  run("git", ["init", "--quiet"], { cwd: unfinished });
  run("git", ["fetch", "--quiet", bundle, "HEAD"], { cwd: unfinished });
  run("git", ["checkout", "--quiet", "FETCH_HEAD", "--", ...needed], { cwd: unfinished });
  // Saves 35 MB.
  rmSync(join(unfinished, ".git"), { recursive: true, force: true });
  renameSync(unfinished, folder);
}
