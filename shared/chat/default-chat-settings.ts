import type { ChatSettings } from "./chat-settings.ts";

/**
 * Google's recommended sampling for every size, without a repetition penalty. Separate from the schema so
 * that the page does not bundle zod.
 */
export const defaultChatSettings: ChatSettings = {
  thinking: false,
  thinkingBudget: "unlimited",
  systemPrompt: "",
  temperature: 1,
  topP: 0.95,
  topK: 64,
  minP: 0,
  repeatPenalty: 1,
  presencePenalty: 0,
  frequencyPenalty: 0,
  stop: [],
  seed: null,
  maxTokens: null,
  contextLength: null,
  tools: { sources: [], off: [], allowed: [] },
};
