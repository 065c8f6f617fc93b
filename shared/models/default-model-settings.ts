import type { ModelSettings } from "./model-settings.ts";

/** Separate from the schema so that the page does not bundle zod. */
export const defaultModelSettings: ModelSettings = {
  contextTokens: null,
  kvType: "f16",
  gpuLayers: null,
  threads: null,
  usesDrafter: true,
  chatTemplate: null,
};
