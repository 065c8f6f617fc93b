import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { AddonError } from "./addon-error.ts";

/** Numbers shared with what runs: [1 to stop it, how far it is: of a job, in thousandths]. */
export type Control = Int32Array;

/** An object of node-llama-cpp's own addon, or of ours. */
export type Handle = object;

export interface HandleFacts {
  readonly isSameModel: boolean;
  /** Only when it is the same model. */
  readonly isSameLibrary?: boolean;
  readonly contextTokens?: number;
  readonly embeddingSize?: number;
  readonly trainContextTokens?: number;
}

export interface EncoderFacts {
  readonly kind: string;
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly isNonCausal: boolean;
  readonly mostPxPerSide: number;
}

/** What is loaded of node-llama-cpp. */
export interface EngineLibrary {
  /** As `llama.gpu`. */
  readonly gpu: string | false;
  readonly version: string;
}

/** What `cpp/addon.cpp` exports. */
export interface Addon {
  readonly nodeLlamaCppVersion: string;
  checkHandles(model: Handle, context: Handle): HandleFacts;
  openProjector(
    path: string,
    model: Handle,
    options: { readonly isOnGpu: boolean; readonly threads: number },
    control: Control,
  ): Promise<{
    readonly handle: Handle;
    readonly embeddingSize: number;
    readonly vision: EncoderFacts | null;
    readonly audio: EncoderFacts | null;
  }>;
  closeProjector(projector: Handle): void;
  encodeImage(
    projector: Handle,
    pixels: Uint8Array,
    widthPx: number,
    heightPx: number,
    control: Control,
  ): Promise<Float32Array>;
  encodeAudio(projector: Handle, samples: Float32Array, control: Control): Promise<Float32Array>;
  decodeEmbeddings(
    context: Handle,
    rows: Float32Array,
    options: {
      readonly tokens: number;
      readonly position: number;
      readonly batchTokens: number;
      readonly isNonCausal: boolean;
    },
    control: Control,
  ): Promise<void>;
  useKernels(folder: string): string | null;
  keepThreads(context: Handle, threads: number): Handle;
  releaseThreads(threads: Handle): void;
  watchEvaluations(context: Handle, control: Control): Handle;
  releaseWatch(watch: Handle): void;
}

/** native/, where this file lies, or as seen from what was bundled into dist/electron/. */
const native = import.meta.filename.endsWith(".ts")
  ? import.meta.dirname
  : join(import.meta.dirname, "../../native");

const require = createRequire(import.meta.url);

/**
 * The addon for the libraries that node-llama-cpp has loaded: another would load a second llama.cpp beside them.
 * @throws AddonError "not-built", "not-compatible"
 */
export function loadAddon({ gpu, version }: EngineLibrary): Addon {
  const variant = variantName(gpu, process.platform, process.arch);
  const path = addonPath(variant);
  if (!existsSync(path)) {
    throw new AddonError(
      "not-built",
      `The addon for ${variant} is not there: \`npm run native\` builds it and says what it lacks`,
    );
  }
  const addon = open(path);
  if (addon.nodeLlamaCppVersion !== version) {
    throw new AddonError(
      "not-compatible",
      `The addon was built for node-llama-cpp ${addon.nodeLlamaCppVersion}, and this is ${version}: run \`npm run native\``,
    );
  }
  return addon;
}

function open(path: string): Addon {
  try {
    return require(path) as Addon;
  } catch (error) {
    throw new AddonError("not-built", `The addon does not load: ${String(error)}`);
  }
}

export function isAddonBuilt(gpu: string | false): boolean {
  return existsSync(addonPath(variantName(gpu, process.platform, process.arch)));
}

/** All that `build.js` makes. */
export const addonsFolder = join(native, "build", "addons");

function addonPath(variant: string): string {
  return join(addonsFolder, variant, "media.node");
}

const systemNames: Readonly<Record<string, string>> = { darwin: "mac", win32: "win" };

/** As node-llama-cpp names the folders of its libraries. */
export function variantName(gpu: string | false, platform: string, arch: string): string {
  const system = systemNames[platform] ?? platform;
  // Its one package for Apple's processors computes with Metal or without.
  const suffix = system === "mac" && arch === "arm64" ? "metal" : gpu;
  return suffix === false ? `${system}-${arch}` : `${system}-${arch}-${suffix}`;
}
