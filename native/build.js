// Builds the addon from what is installed: `npm run native`, and by itself after every install. README.md has the idea.
// Plain JavaScript: the Node that runs an install may be an older one.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join, relative } from "node:path";
import { cmakeFlags, freshIfMoved } from "./build-steps/cmake.js";
import { installed } from "./build-steps/installed.js";
import { buildKernels } from "./build-steps/kernels.js";
import { unpackSources } from "./build-steps/sources.js";
import { Missing, requireTools, run } from "./build-steps/tools.js";

const here = import.meta.dirname;
const build = join(here, "build");
const addons = join(build, "addons");
const stamp = join(build, "stamp");

try {
  const { isNew, variants, seconds } = buildAddon();
  if (isNew) console.log(`Facet sees and hears: built the media addon for ${variants} in ${seconds} s.`);
} catch (error) {
  // Everything but pictures and sound works without it: the install goes on.
  console.warn(`Facet will not see or hear: ${error instanceof Error ? error.message : String(error)}`);
  if (!(error instanceof Missing)) console.warn("Run `npm run native` to try again.");
  if (process.env.npm_lifecycle_event !== "postinstall") process.exitCode = 1;
}

function buildAddon() {
  const startedAt = performance.now();
  const found = installed(join(here, ".."));
  if (!found || found.variants.length === 0) {
    throw new Missing("node-llama-cpp has no prebuilt libraries here for the addon to join.");
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
  if (!variants.every(isBuilt)) throw new Error("CMake ended well, but left no addon");
  mkdirSync(build, { recursive: true });
  if (hasKernels) writeFileSync(stamp, wanted);
  return {
    isNew: true,
    variants: variants.join(", "),
    seconds: Math.round((performance.now() - startedAt) / 1000),
  };
}

function isBuilt(variant) {
  return existsSync(join(addons, variant, "media.node"));
}

function compile({ folder, version, variants, nodeAddonApi, nodeApiHeaders }, sources, generator) {
  const settings = {
    CMAKE_BUILD_TYPE: "Release",
    LLAMA_SOURCES: sources,
    NODE_LLAMA_CPP: folder,
    NODE_LLAMA_CPP_VERSION: version,
    NODE_ADDON_API: nodeAddonApi,
    NODE_API_HEADERS: nodeApiHeaders,
    VARIANTS: variants.join(";"),
    OUT: addons,
  };
  const made = join(build, "cmake");
  freshIfMoved(made, here);
  run("cmake", ["-S", here, "-B", made, ...generator, ...cmakeFlags(settings)]);
  run("cmake", ["--build", made, "--config", "Release", "--parallel", String(availableParallelism())]);
  return made;
}

/**
 * On Linux alone: it has been seen to be worth it there. Without them the prebuilt kernels serve.
 * @returns whether nothing went wrong
 */
function compileKernels(found, sources, generator, picker) {
  if (process.platform !== "linux") return true;
  try {
    const made = join(build, `kernels-${found.version}`);
    buildKernels(found, sources, { made, out: join(addons, "kernels"), picker, generator });
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.warn(`Facet computes with the prebuilt kernels, which are slower: ${reason}`);
    return false;
  }
}

/** Of all that the addon is made of. The bundle changes only with the version. */
function fingerprint({ version, variants, bundle }) {
  const hash = createHash("sha256");
  hash.update(
    JSON.stringify([version, statSync(bundle).size, variants.map((bins) => basename(bins)), process.arch]),
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
