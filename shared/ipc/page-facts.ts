import { z } from "zod";

/** What a page says of itself when it connects. Programs that connect are no pages, and say nothing. */
export const pageFacts = z.object({
  /** The language that it shows while the settings leave it to the system. */
  systemLanguage: z.enum(["en", "zh-CN"]).optional(),
});

export type PageFacts = z.output<typeof pageFacts>;
