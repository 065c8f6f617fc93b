import { z } from "zod";
import { wellFormedText } from "../well-formed-text.ts";
import { maxTemplateLength } from "./max-template-length.ts";

/** Load settings of one model; null: automatic. */
export const modelSettingsSchema = z.object({
  contextTokens: z.number().int().min(256).max(4_194_304).nullable(),
  kvType: z.enum(["f16", "q8_0"]),
  gpuLayers: z.number().int().min(0).max(1025).nullable(),
  threads: z.number().int().min(1).max(512).nullable(),
  /** Whether it drafts with its drafter, where it has one. Earlier settings files lack it. */
  usesDrafter: z.boolean().default(true),
  /** The user's edited chat template; null: the file's own. Earlier settings files lack it. */
  chatTemplate: wellFormedText(maxTemplateLength).nullable().default(null),
});

export type ModelSettings = Readonly<z.infer<typeof modelSettingsSchema>>;
