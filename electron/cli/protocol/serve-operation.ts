import { z } from "zod";
import { chatSettingsSchema } from "../../../shared/chat/chat-settings.ts";
import { modelId } from "../../../shared/ipc/inputs.ts";
import { operation } from "./operation.ts";

const { temperature, topP, topK } = chatSettingsSchema.shape;

/** Serves the API for programs until the call is cancelled. Reports where, once it listens. */
export const serveOperation = operation<Listening, null>()(
  z.object({
    /** For requests that name no model; null: the one that is chosen in the window. */
    modelId: modelId.nullable(),
    /** Further names of that model. */
    aliases: z.array(z.string().min(1).max(200)).max(20).readonly(),
    host: z.string().regex(/^[\w.:-]{1,255}$/),
    port: z.int().min(0).max(65_535),
    /** null: none is needed. */
    apiKey: z.string().min(1).max(500).nullable(),
    /** For requests that do not say; null: off. */
    thinking: z.boolean().nullable(),
    /** Whether images that requests name by their URL are fetched. */
    fetchesImages: z.boolean().default(false),
    sampling: z.object({ temperature, topP, topK }).partial(),
  }),
);

export interface Listening {
  /** Without `/v1`. */
  readonly url: string;
}
