import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { cmakeBuild } from "./cmake.js";
import { Missing, run } from "./tools.js";

/**
 * Only the addon is instrumented; Node, node-llama-cpp and its llama.cpp are prebuilt. So the address
 * sanitizer also overwrites freed memory, for code that is not instrumented to stumble over. The thread
 * sanitizer cannot see how such code synchronizes and reports false races in it; only reports about the addon
 * count.
 */
const sanitizers = {
  address: {
    runtime: "asan",
    // V8 frees little at exit.
    options: () => ({
      ASAN_OPTIONS: "detect_leaks=0:max_free_fill_size=1073741824:free_fill_byte=213:exitcode=86",
    }),
  },
  thread: {
    runtime: "tsan",
    options: (reports) => ({ TSAN_OPTIONS: `exitcode=0:log_path=${join(reports, "report")}` }),
  },
};

/**
 * Builds the addon with each sanitizer that the compiler has, and runs the addon's tests with it.
 *
 * @param {string} folder output folder
 * @param {string[]} generator the result of `requireTools`
 * @param {{ source: string, settings: (out: string) => Record<string, string> }} addon the folder of
 * CMakeLists.txt, and the settings for an output folder
 * @returns whether all tests passed and no report is about the addon
 */
export function sanitize(folder, generator, { source, settings }) {
  if (process.platform !== "linux") throw new Missing("The sanitizers are used on Linux only.");
  const only = process.argv.find((argument) => argument in sanitizers);
  const isFull = process.argv.includes("--full");
  const names = only === undefined ? Object.keys(sanitizers) : [only];
  const outcomes = names.map((name) => {
    const { runtime, options } = sanitizers[name];
    const library = runtimeLibrary(runtime);
    if (library === null) {
      console.log(`The compiler has no ${name} sanitizer.`);
      return true;
    }
    console.log(`Building the addon with the ${name} sanitizer`);
    const addons = join(folder, name, "addons");
    const all = settings(addons);
    // The tests run without a GPU.
    const cpuOnly = all.VARIANTS.split(";").filter((bins) => /^[^-]+-[^-]+$/.test(basename(bins)));
    cmakeBuild(source, join(folder, name, "cmake"), generator, {
      ...all,
      VARIANTS: cpuOnly.join(";"),
      SANITIZE: name,
    });
    console.log(`Running the addon's tests with the ${name} sanitizer`);
    const reports = join(folder, name, "reports");
    rmSync(reports, { recursive: true, force: true });
    mkdirSync(reports);
    const environment = { ...options(reports), FACET_ADDONS: addons };
    const isPassed = runTests({ ...environment, FACET_WORKER_PRELOAD: library });
    const isSoaked = !isFull || runSoak({ ...environment, LD_PRELOAD: library });
    const aboutAddon = reportsIn(reports).filter((report) => report.includes("/media.node"));
    for (const report of aboutAddon) console.log(report);
    return isPassed && isSoaked && aboutAddon.length === 0;
  });
  return outcomes.every(Boolean);
}

/** Path of the sanitizer's runtime, which must be loaded before all else; null: not installed. */
function runtimeLibrary(name) {
  const compiler = process.env.CXX ?? "c++";
  const architecture = process.arch === "x64" ? "x86_64" : "aarch64";
  for (const file of [`lib${name}.so`, `libclang_rt.${name}-${architecture}.so`]) {
    const path = run(compiler, [`-print-file-name=${file}`]).trim();
    if (path !== file && existsSync(path)) return path;
  }
  return null;
}

function runTests(environment) {
  const vitest = join(createRequire(import.meta.url).resolve("vitest/package.json"), "../vitest.mjs");
  const parameters = ["run", "native/", "--maxWorkers=1", "--testTimeout=3600000", "--hookTimeout=3600000"];
  // Without address space layout randomization, which the thread sanitizer does not support everywhere.
  const { status, error } = spawnSync("setarch", ["-R", process.execPath, vitest, ...parameters], {
    cwd: join(import.meta.dirname, "../.."),
    stdio: "inherit",
    env: {
      ...process.env,
      FACET_DISPOSALS: process.argv.includes("--full") ? "1000" : "100",
      ...environment,
    },
  });
  if (error) throw error;
  return status === 0;
}

/** A report ends the process with a status of its own: the soak's limits of time are not meant for sanitizers. */
function runSoak(environment) {
  const soak = join(import.meta.dirname, "../../scripts/soak/soak.ts");
  const { status, error } = spawnSync("setarch", ["-R", process.execPath, soak, "media", "--count", "100"], {
    cwd: join(import.meta.dirname, "../.."),
    stdio: "inherit",
    env: { ...process.env, ...environment },
  });
  if (error) throw error;
  return status === 0 || status === 1;
}

function reportsIn(folder) {
  return readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), "utf8").split(/^={18}$/m));
}
