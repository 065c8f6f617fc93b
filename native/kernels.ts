import { join } from "node:path";
import { addonsFolder, loadAddon, type EngineLibrary } from "./addon.ts";

/** With its slash at the end. Libraries are opened by the system, which can not look into a packaged app's archive. */
const compiledHere = `${join(addonsFolder, "kernels").replace(/app\.asar(?=[\\/])/, "app.asar.unpacked")}/`;

/**
 * Lets llama.cpp compute with the kernels that were compiled here, if there are some for this processor; ADR 20 says why. To be
 * called before a model is loaded.
 * @returns their file; null: the prebuilt ones stay in use
 * @throws AddonError "not-built", "not-compatible"; "failed": llama.cpp has no kernels any more
 */
export function useKernels(library: EngineLibrary, folder = compiledHere): string | null {
  return loadAddon(library).useKernels(folder);
}
