import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** @param {Record<string, string>} settings */
export function cmakeFlags(settings) {
  return Object.entries(settings).map(([name, value]) => `-D${name}=${slashed(value)}`);
}

/** CMake refuses to go on with what it made for a project that lay elsewhere. */
export function freshIfMoved(made) {
  const cache = join(made, "CMakeCache.txt");
  if (existsSync(cache) && !readFileSync(cache, "utf8").includes(`=${slashed(made)}\n`)) {
    rmSync(made, { recursive: true });
  }
}

/** CMake takes forward slashes everywhere. */
function slashed(path) {
  return path.replaceAll("\\", "/");
}
