// Builds the addon from the installed node-llama-cpp: `npm run native`, and automatically after every
// install; see README.md. Plain JavaScript, because an older Node may run the install.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { cmakeBuild } from "./build-steps/cmake.js";
import { installed } from "./build-steps/installed.js";
import { buildKernels } from "./build-steps/kernels.js";
import { sanitize } from "./build-steps/sanitize.js";
import { unpackSources } from "./build-steps/sources.js";
import { Missing, requireTools } from "./build-steps/tools.js";

const here = import.meta.dirname;
const build = join(here, "build");
const addons = join(build, "addons");
const stamp = join(build, "stamp");
/** Of the CPU kernels, those for this machine are built, or those for all (`--all-kernels`), for a package. */
const forMachines = process.argv.includes("--all-kernels") ? "all" : "this";

try {
  if (process.argv.includes("--sanitize")) process.exit(testSanitized() ? 0 : 1);
  const { isNew, variants, seconds } = buildAddon();
  if (isNew) console.log(`Built the media addon for ${variants} in ${seconds} s.`);
} catch (error) {
  // Everything except images and audio works without the addon, so the install continues.
  console.warn(
    `Facet cannot process images and audio: ${error instanceof Error ? error.message : String(error)}`,
  );
  if (!(error instanceof Missing)) console.warn("Run `npm run native` to try again.");
  if (process.env.npm_lifecycle_event !== "postinstall") process.exitCode = 1;
}

function buildAddon() {
  const startedAt = performance.now();
  const found = installed(join(here, ".."));
  if (!found || found.variants.length === 0) {
    throw new Missing("node-llama-cpp has no prebuilt libraries for this platform to link the addon to.");
  }
  const variants = found.variants.map((bins) => basename(bins));
  const wanted = fingerprint(found);
  if (variants.every(isBuilt) && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) {
    return { isNew: false };
  }
  const generator = requireTools();
  rmSync(stamp, { force: true });
  rmSync(addons, { recursive: true, force: true });
  const sources = join(build, `llama.cpp-${found.version}`);
  unpackSources(found.bundle, sources);
  const made = compile(found, sources, generator);
  const hasKernels = compileKernels(found, sources, generator, join(made, "best-variant"));
  if (!variants.every(isBuilt)) throw new Error("CMake succeeded, but the addon is missing");
  mkdirSync(build, { recursive: true });
  if (hasKernels) writeFileSync(stamp, wanted);
  return {
    isNew: true,
    variants: variants.join(", "),
    seconds: Math.round((performance.now() - startedAt) / 1000),
  };
}

/** @returns whether the addon's tests passed under each sanitizer that the compiler has */
function testSanitized() {
  const found = installed(join(here, ".."));
  if (!found) throw new Missing("node-llama-cpp is not installed.");
  const sources = join(build, `llama.cpp-${found.version}`);
  unpackSources(found.bundle, sources);
  return sanitize(join(build, "sanitize"), requireTools(), {
    source: here,
    settings: (out) => cmakeSettings(found, sources, out),
  });
}

function isBuilt(variant) {
  return existsSync(join(addons, variant, "media.node"));
}

function compile(found, sources, generator) {
  const made = join(build, "cmake");
  cmakeBuild(here, made, generator, cmakeSettings(found, sources, addons));
  return made;
}

function cmakeSettings({ folder, version, variants, nodeAddonApi, nodeApiHeaders }, sources, out) {
  return {
    CMAKE_BUILD_TYPE: "Release",
    LLAMA_SOURCES: sources,
    NODE_LLAMA_CPP: folder,
    NODE_LLAMA_CPP_VERSION: version,
    NODE_ADDON_API: nodeAddonApi,
    NODE_API_HEADERS: nodeApiHeaders,
    VARIANTS: variants.join(";"),
    OUT: out,
  };
}

/**
 * On Linux only, where the gain was measured. Without them the prebuilt kernels are used.
 *
 * @returns whether there was no error
 */
function compileKernels(found, sources, generator, picker) {
  if (process.platform !== "linux") return true;
  try {
    const made = join(build, `kernels-${found.version}`);
    buildKernels(found, sources, { made, out: join(addons, "kernels"), picker, generator, forMachines });
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.warn(`Facet uses the prebuilt kernels, which are slower: ${reason}`);
    return false;
  }
}

/** Hash of all inputs of the build. The bundle changes only with the version. */
function fingerprint({ version, variants, bundle }) {
  const hash = createHash("sha256");
  hash.update(
    JSON.stringify([
      version,
      statSync(bundle).size,
      variants.map((bins) => basename(bins)),
      process.arch,
      forMachines,
    ]),
  );
  for (const path of ["build.js", "build-steps", "CMakeLists.txt", "cmake", "cpp", "kernels", "windows"]) {
    for (const file of filesUnder(join(here, path))) {
      hash.update(`${relative(here, file)}\0`).update(readFileSync(file));
    }
  }
  return hash.digest("hex");
}

function filesUnder(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}
