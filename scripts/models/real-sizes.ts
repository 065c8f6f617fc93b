import { gemma4Sizes } from "../../shared/models/gemma4-sizes.ts";
import type { Gemma4Dimensions } from "./gemma4-metadata.ts";

export type SizeName = "e2b" | "e4b" | "12b" | "26b-a4b" | "31b";

const small = { softcap: 30, template: "appends-nothing" } as const;
const large = { softcap: 30, template: "appends-empty-thought" } as const;

/** The dimensions of each published size: everything but a name and weights. */
export const realSizes: Readonly<Record<SizeName, Omit<Gemma4Dimensions, "name" | "fileType">>> = {
  e2b: { ...gemma4Sizes.E2B, ...small },
  e4b: { ...gemma4Sizes.E4B, ...small },
  "12b": { ...gemma4Sizes["12B"], ...large },
  "26b-a4b": { ...gemma4Sizes["26B-A4B"], ...large },
  "31b": { ...gemma4Sizes["31B"], ...large },
};
