import { z } from "zod";
import { mirrorAddress } from "../models/hub-settings.ts";
import { modelSettingsSchema } from "../models/model-settings.ts";

export const settingsSchema = z.object({
  theme: z.enum(["system", "light", "dark"]),
  language: z.enum(["system", "en", "zh-CN"]),
  /** The model of new chats: the last one the person picked. */
  modelId: z.string(),
  /** Whether new chats think: the last choice made before the first message of one. Later ones concern their chat alone. */
  thinking: z.boolean(),
  isSidebarOpen: z.boolean(),
  /** Asked in place of huggingface.co, as `mirrorAddress` writes it. */
  hubMirror: z
    .string()
    .max(2_000)
    .refine((address) => mirrorAddress(address) === address)
    .nullable(),
  /** Whether the mirror is told the access token too. */
  sendsTokenToMirror: z.boolean(),
  /** How models are loaded, by id; one that is not here is loaded as Facet thinks best. */
  modelSettings: z.record(z.string().max(4096), modelSettingsSchema),
  /** How long a model that nobody uses stays in memory; null: until the app is closed. */
  unloadAfterMinutes: z.number().int().min(1).max(1440).nullable(),
});

export type Settings = Readonly<z.infer<typeof settingsSchema>>;
