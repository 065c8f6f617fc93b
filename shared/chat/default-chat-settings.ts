import type { ChatSettings } from "./chat-settings.ts";

/**
 * Google's recommended sampling for every size; there is no repetition penalty. Apart from the schema, so that
 * the page has them without the parser.
 */
export const defaultChatSettings: ChatSettings = {
  thinking: false,
  thinkingBudget: "unlimited",
  systemPrompt: "",
  temperature: 1,
  topP: 0.95,
  topK: 64,
  seed: null,
  maxTokens: null,
  contextLength: null,
};
