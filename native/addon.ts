import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { AddonError } from "./addon-error.ts";

/**
 * Two numbers shared with a running job: [1 to stop it, its progress]. A job reports its progress in
 * thousandths; a watch counts operations.
 */
export type Control = Int32Array;

/** A JavaScript object that wraps a C++ object of node-llama-cpp's addon or of this one. */
export type Handle = object;

export interface HandleFacts {
  readonly isSameModel: boolean;
  /** Only set when it is the same model. */
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

/** The loaded variant of node-llama-cpp. */
export interface EngineLibrary {
  /** The value of `llama.gpu`. */
  readonly gpu: string | false;
  readonly version: string;
}

/** The exports of `cpp/addon.cpp`. */
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
  readLogprobs(
    context: Handle,
    logitIndex: number,
    token: number,
    top: number,
  ): { readonly logprob: number; readonly tokens: Int32Array; readonly logprobs: Float64Array };
  useKernels(folder: string): string | null;
  openDrafter(
    path: string,
    context: Handle,
    threads: Handle | null,
    options: { readonly isOnGpu: boolean },
    control: Control,
  ): Promise<Handle>;
  draftTokens(
    drafter: Handle,
    options: {
      readonly logits: number;
      readonly token: number;
      readonly position: number;
      readonly most: number;
    },
    control: Control,
  ): Promise<Int32Array>;
  closeDrafter(drafter: Handle): void;
  keepThreads(context: Handle, threads: number): Handle;
  releaseThreads(threads: Handle): void;
  watchEvaluations(context: Handle, control: Control): Handle;
  releaseWatch(watch: Handle): void;
}

/** The native/ folder: that of this file, or seen from the bundle in dist/electron/. */
const native = import.meta.filename.endsWith(".ts")
  ? import.meta.dirname
  : join(import.meta.dirname, "../../native");

const require = createRequire(import.meta.url);

/**
 * Loads the addon for the libraries that node-llama-cpp has loaded. Another variant would load a second copy
 * of llama.cpp.
 *
 * @throws AddonError "not-built", "not-compatible"
 */
export function loadAddon({ gpu, version }: EngineLibrary): Addon {
  const variant = variantName(gpu, process.platform, process.arch);
  const path = addonPath(variant);
  if (!existsSync(path)) {
    throw new AddonError(
      "not-built",
      `The addon for ${variant} is not built. Run \`npm run native\` to build it or to see which tools are missing`,
    );
  }
  const addon = open(path);
  if (addon.nodeLlamaCppVersion !== version) {
    throw new AddonError(
      "not-compatible",
      `The addon was built for node-llama-cpp ${addon.nodeLlamaCppVersion}, but ${version} is installed. Run \`npm run native\``,
    );
  }
  return addon;
}

function open(path: string): Addon {
  try {
    return require(path) as Addon;
  } catch (error) {
    throw new AddonError("not-built", `The addon cannot be loaded: ${String(error)}`);
  }
}

export function isAddonBuilt(gpu: string | false): boolean {
  return existsSync(addonPath(variantName(gpu, process.platform, process.arch)));
}

/** Output folder of `build.js`. From source, the environment can name another one: the sanitized build. */
export const addonsFolder =
  (import.meta.filename.endsWith(".ts") ? process.env["FACET_ADDONS"] : undefined) ??
  join(native, "build", "addons");

function addonPath(variant: string): string {
  return join(addonsFolder, variant, "media.node");
}

const systemNames: Readonly<Record<string, string>> = { darwin: "mac", win32: "win" };

/** The name of node-llama-cpp's library folder. */
export function variantName(gpu: string | false, platform: string, arch: string): string {
  const system = systemNames[platform] ?? platform;
  // Its only package for Apple silicon includes Metal and is also used for CPU-only.
  const suffix = system === "mac" && arch === "arm64" ? "metal" : gpu;
  return suffix === false ? `${system}-${arch}` : `${system}-${arch}-${suffix}`;
}
