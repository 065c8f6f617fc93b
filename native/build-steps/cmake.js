import { existsSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { run } from "./tools.js";

/**
 * Configures and builds everything.
 *
 * @param {string} source folder of CMakeLists.txt
 * @param {string} made build folder
 * @param {string[]} generator the result of `requireTools`
 * @param {Record<string, string>} settings
 */
export function cmakeBuild(source, made, generator, settings) {
  freshIfMoved(made, source);
  run("cmake", ["-S", source, "-B", made, ...generator, ...cmakeFlags(settings)]);
  run("cmake", ["--build", made, "--config", "Release", "--parallel", String(availableParallelism())]);
}

/** @param {Record<string, string>} settings */
export function cmakeFlags(settings) {
  return Object.entries(settings).map(([name, value]) => `-D${name}=${slashed(value)}`);
}

/** Deletes a build folder that was moved or belongs to another project, because CMake refuses to reuse it. */
export function freshIfMoved(made, project) {
  const cache = join(made, "CMakeCache.txt");
  if (!existsSync(cache)) return;
  const lines = readFileSync(cache, "utf8").split(/\r?\n/);
  const same = [
    `CMAKE_CACHEFILE_DIR:INTERNAL=${slashed(made)}`,
    `CMAKE_HOME_DIRECTORY:INTERNAL=${slashed(project)}`,
  ];
  if (!same.every((line) => lines.includes(line))) {
    rmSync(made, { recursive: true });
  }
}

/** CMake accepts forward slashes on every platform. */
function slashed(path) {
  return path.replaceAll("\\", "/");
}
