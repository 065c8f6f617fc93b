import { defaultChatSettings } from "../chat/default-chat-settings.ts";
import type { Settings } from "./settings.ts";

const { systemPrompt, temperature, topP, topK, minP } = defaultChatSettings;

/** What new chats begin with until the user chooses something else. */
export const defaultNewChatOptions: Settings["newChatOptions"] = {
  systemPrompt,
  temperature,
  topP,
  topK,
  minP,
};
