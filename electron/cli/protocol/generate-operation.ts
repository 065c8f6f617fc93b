import { z } from "zod";
import { modelId } from "../../../shared/ipc/inputs.ts";
import { chatSettingsSchema } from "../../../shared/chat/chat-settings.ts";
import type { GenerationEnd } from "../../../shared/inference/generation.ts";
import type { ReplyStats } from "../../../shared/chat/message.ts";
import { imageBudgets } from "../../../shared/media/image-budget.ts";
import { wellFormedText } from "../../../shared/well-formed-text.ts";
import type { InferenceEvent } from "../../inference/inference-request.ts";
import { operation } from "./operation.ts";

const text = wellFormedText(8_000_000);
const { temperature, topP, topK, seed, maxTokens, contextLength, systemPrompt } = chatSettingsSchema.shape;

/** A file that the turn brings along, by its absolute path. */
const file = z.object({ kind: z.enum(["image", "audio"]), path: z.string().max(4096) });

const turn = z.object({
  role: z.enum(["user", "assistant"]),
  text,
  files: z.array(file).max(100).readonly().default([]),
});

/** One reply that belongs to no conversation. A load that does not fit is refused unless `loadAnyway`. */
export const generateOperation = operation<InferenceEvent, CommandReply>()(
  z.object({
    modelId,
    contextLength,
    loadAnyway: z.boolean().default(false),
    systemPrompt,
    /** Oldest first; the last one is the user's. */
    turns: z.array(turn).min(1).max(10_000).readonly(),
    thinking: z.boolean(),
    sampling: z.object({ temperature, topP, topK, seed }),
    maxTokens,
    jsonSchema: z.record(z.string(), z.unknown()).optional(),
    /** Tokens an image may take; absent: the one that images get in a chat. */
    imageBudget: z.literal(imageBudgets).optional(),
  }),
);

export type CommandTurn = z.input<typeof turn>;

export interface CommandReply {
  readonly model: string;
  readonly end: GenerationEnd;
  /** null: it was stopped before it began. */
  readonly stats: ReplyStats | null;
}
