import { z } from "zod";

export const settingsSchema = z.object({
  theme: z.enum(["system", "light", "dark"]),
  language: z.enum(["system", "en", "zh-CN"]),
  /** The model of new chats: the last one the person picked. */
  modelId: z.string(),
  /** Whether new chats think: the last choice made before the first message of one. Later ones concern their chat alone. */
  thinking: z.boolean(),
  isSidebarOpen: z.boolean(),
});

export type Settings = Readonly<z.infer<typeof settingsSchema>>;
