import { z } from "zod";

const jsonSchemaSchema = z
  .record(z.string(), z.json())
  .refine((schema) => JSON.stringify(schema).length <= 100_000, "The schema is too long");

/** As the engine's grammar takes it: a subset of JSON Schema. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * What a task wants otherwise than the chat's settings say, for one reply. It stays with the reply: another version of it
 * is written the same way, and the page knows by the name how to show it.
 */
export const replyTaskSchema: z.ZodType<ReplyTask, ReplyTask> = z.object({
  name: z.string().min(1).max(64),
  thinking: z.boolean().optional(),
  temperature: z.number().min(0).max(2).optional(),
  maxTokens: z.int().min(1).max(1_048_576).optional(),
  /** The answer is a JSON value of this form. */
  jsonSchema: jsonSchemaSchema.optional(),
  /** The question is asked once for each image, or each clip of sound, of its message, and each answer is a part of the reply. */
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
