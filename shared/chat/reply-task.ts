import { z } from "zod";
import type { JsonSchema } from "../inference/generate-options.ts";

const jsonSchemaSchema = z
  .record(z.string(), z.json())
  .refine((schema) => JSON.stringify(schema).length <= 100_000, "The schema is too long");

/**
 * Where a task differs from the chat's settings, for one reply. It is stored with the reply: regenerating
 * uses it again, and the page chooses the view by its name.
 */
export const replyTaskSchema: z.ZodType<ReplyTask, ReplyTask> = z.object({
  name: z.string().min(1).max(64),
  thinking: z.boolean().optional(),
  temperature: z.number().min(0).max(2).optional(),
  maxTokens: z.int().min(1).max(1_048_576).optional(),
  /** The answer is a JSON value of this form. */
  jsonSchema: jsonSchemaSchema.optional(),
  /**
   * The model is asked once for each image, or each audio clip, of the message; each answer is a part of the
   * reply.
   */
  each: z.enum(["image", "clip"]).optional(),
});

export interface ReplyTask {
  readonly name: string;
  readonly thinking?: boolean | undefined;
  readonly temperature?: number | undefined;
  readonly maxTokens?: number | undefined;
  readonly jsonSchema?: JsonSchema | undefined;
  readonly each?: "image" | "clip" | undefined;
}
