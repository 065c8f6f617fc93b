import { join } from "node:path";

/** Where other apps say that they keep their models. */
const stores = ["HF_HOME", "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "OLLAMA_MODELS", "LLAMA_CACHE"];
const folders = ["XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA"];

/** The host's environment: this test's data folder, and a person who has nothing else on this computer. */
export function hostEnvironment(home: string): Record<string, string> {
  const kept = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || stores.includes(name) || folders.includes(name) ? [] : [[name, value] as const],
  );
  const user = join(home, "user");
  return { ...Object.fromEntries(kept), HOME: user, USERPROFILE: user, FACET_HOME: home };
}
