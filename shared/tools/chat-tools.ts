import { z } from "zod";

export const sourceIdSchema = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^/]+$/);
/** `SOURCE/NAME`. */
export const toolKeySchema = z
  .string()
  .max(200)
  .regex(/^[^/]+\/.+$/);

/** The tools of a chat. Nothing is on that the user did not switch on. */
export const chatToolsSchema = z.object({
  /** Ids of the sources that are on. */
  sources: z.array(sourceIdSchema).max(100).readonly(),
  /** Keys of tools that are off although their source is on. */
  off: z.array(toolKeySchema).max(2000).readonly(),
  /** Calls that may be made in this chat without asking. */
  allowed: z
    .array(
      z.object({
        tool: toolKeySchema,
        /** Whether that holds once text that the user did not write is in the chat. */
        afterUntrustedText: z.boolean(),
      }),
    )
    .max(2000)
    .readonly(),
});

export type ChatTools = Readonly<z.infer<typeof chatToolsSchema>>;
