import { z } from "zod";
import { mirrorAddress } from "../models/hub-settings.ts";

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
});

export type Settings = Readonly<z.infer<typeof settingsSchema>>;
