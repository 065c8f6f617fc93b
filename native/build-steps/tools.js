import { spawnSync } from "node:child_process";

/** A missing prerequisite; the message is one sentence for the user. */
export class Missing extends Error {}

/**
 * Runs a program and returns its stdout.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string }} [options]
 * @throws Error with the last lines of its output when it fails
 */
export function run(program, args, options = {}) {
  // Git's environment variables would point it at the repository that the install was started from.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_")));
  const { error, status, stdout, stderr } = spawnSync(program, args, {
    ...options,
    env,
    encoding: "utf8",
    maxBuffer: 64 * 1024 ** 2,
  });
  if (error) throw error;
  if (status !== 0) {
    const output = `${stdout}${stderr}`.trim().split("\n").slice(-15).join("\n");
    throw new Error(`${program} ${args.join(" ")} failed:\n${output}`);
  }
  return stdout;
}

const howToGet = {
  linux:
    "On Debian and Ubuntu: sudo apt install git cmake make g++; on Fedora: sudo dnf install git cmake make gcc-c++.",
  darwin: "Install git and the compiler with: xcode-select --install; CMake with: brew install cmake.",
  win32:
    "Install Git from git-scm.com, CMake from cmake.org, and Visual Studio's Build Tools with C++ for the desktop.",
};

/**
 * @returns the arguments that select CMake's generator
 * @throws Missing naming the missing tools and how to install them
 */
export function requireTools() {
  const missing = [];
  if (!version("git", ["--version"])) missing.push("git");
  const cmake = version("cmake", ["--version"]);
  if (!cmake || cmake[0] < 3 || (cmake[0] === 3 && cmake[1] < 19)) missing.push("CMake 3.19 or newer");
  // On Windows CMake finds Visual Studio, which is not on the PATH.
  const isUnix = process.platform !== "win32";
  if (isUnix && !version(process.env.CXX ?? "c++", ["--version"])) missing.push("a C++ compiler");
  const hasMake = !isUnix || version("make", ["--version"]);
  if (!hasMake && !version("ninja", ["--version"])) missing.push("make");
  if (missing.length > 0) {
    const how = howToGet[process.platform] ?? howToGet.linux;
    throw new Missing(`${list(missing)} ${missing.length === 1 ? "is" : "are"} missing. ${how}`);
  }
  return hasMake ? [] : ["-G", "Ninja"];
}

/** Major and minor version; null when the program is missing. */
function version(program, args) {
  try {
    const found = /(\d+)\.(\d+)/.exec(run(program, args));
    return found ? [Number(found[1]), Number(found[2])] : [0, 0];
  } catch {
    return null;
  }
}

function list(names) {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
