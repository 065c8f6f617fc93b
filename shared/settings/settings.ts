import { z } from "zod";
import { demoModelId } from "../models/model.ts";

export const settingsSchema = z.object({
  theme: z.enum(["system", "light", "dark"]),
  language: z.enum(["system", "en", "zh-CN"]),
  /** The model of new chats: the last one the person picked. */
  modelId: z.string(),
  /** Whether new chats think: the last choice made in any chat. */
  thinking: z.boolean(),
  isSidebarOpen: z.boolean(),
});

export type Settings = Readonly<z.infer<typeof settingsSchema>>;

export const defaultSettings: Settings = {
  theme: "system",
  language: "system",
  modelId: demoModelId,
  thinking: false,
  isSidebarOpen: true,
};
