import { z } from "zod";
import { chatToolsSchema } from "../tools/chat-tools.ts";
import { wellFormedText } from "../well-formed-text.ts";

export const chatSettingsSchema = z.object({
  thinking: z.boolean(),
  /** How long the model may reason: see `reasoningBudgetTokens`. */
  thinkingBudget: z.enum(["short", "medium", "long", "unlimited"]),
  systemPrompt: wellFormedText(1_000_000),
  temperature: z.number().min(0).max(2),
  topP: z.number().min(0).max(1),
  topK: z.int().min(0).max(1000),
  /** 0: off. */
  minP: z.number().min(0).max(1),
  /** 1: off. */
  repeatPenalty: z.number().min(0.5).max(2),
  /** 0: off. */
  presencePenalty: z.number().min(-2).max(2),
  /** 0: off. */
  frequencyPenalty: z.number().min(-2).max(2),
  /** A reply ends where it would contain one of these. */
  stop: z.array(wellFormedText(200).min(1)).max(16).readonly(),
  /** null: a new random seed for each reply. */
  seed: z.int().min(0).max(0xffff_ffff).nullable(),
  /** null: no limit other than the end of the model's turn and the context window. */
  maxTokens: z.int().min(1).max(1_048_576).nullable(),
  /** In tokens; null: chosen from the model and the free memory. */
  contextLength: z.int().min(256).max(1_048_576).nullable(),
  tools: chatToolsSchema,
});

export type ChatSettings = Readonly<z.infer<typeof chatSettingsSchema>>;

/** The most reasoning tokens of each choice; null: no limit. */
export const reasoningBudgetTokens: Readonly<Record<ChatSettings["thinkingBudget"], number | null>> = {
  short: 512,
  medium: 2_048,
  long: 8_192,
  unlimited: null,
};
