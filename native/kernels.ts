import { join } from "node:path";
import { addonsFolder, loadAddon, type EngineLibrary } from "./addon.ts";

/**
 * With a trailing slash. The system's loader opens these libraries, and it cannot read a packaged app's
 * archive.
 */
const compiledHere = `${join(addonsFolder, "kernels").replace(/app\.asar(?=[\\/])/, "app.asar.unpacked")}/`;

/**
 * Makes llama.cpp use the kernels compiled on this machine, if there are any for this CPU; ADR 20 has the
 * reasons. Call it before a model is loaded.
 *
 * @returns their file; null: the prebuilt ones stay in use
 * @throws AddonError "not-built", "not-compatible"; "failed": llama.cpp has no kernels any more
 */
export function useKernels(library: EngineLibrary, folder = compiledHere): string | null {
  return loadAddon(library).useKernels(folder);
}
