import type { ModelSettings } from "./model-settings.ts";

/** Apart from the schema, so that the page has them without the parser. */
export const defaultModelSettings: ModelSettings = {
  contextTokens: null,
  kvType: "f16",
  gpuLayers: null,
  threads: null,
};
