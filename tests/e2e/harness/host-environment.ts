import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** A module that a test may put into the data folder; it is loaded before Facet. */
export const preloadName = "preload.mjs";

/** Variables with the model folders of other apps. */
const stores = ["HF_HOME", "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "OLLAMA_MODELS", "LLAMA_CACHE"];
const folders = ["XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA"];

/**
 * The environment of the host: the data folder of the test, and an empty home folder without models of other
 * apps.
 */
export function hostEnvironment(home: string): Record<string, string> {
  const kept = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || stores.includes(name) || folders.includes(name) ? [] : [[name, value] as const],
  );
  const user = join(home, "user");
  const preload = join(home, preloadName);
  return {
    ...Object.fromEntries(kept),
    HOME: user,
    USERPROFILE: user,
    FACET_HOME: home,
    ...(existsSync(preload) && { NODE_OPTIONS: `--import ${pathToFileURL(preload).href}` }),
  };
}
