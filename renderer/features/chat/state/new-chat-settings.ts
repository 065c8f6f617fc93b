import type { ChatSettings } from "../../../../shared/chat/chat-settings.ts";
import { defaultChatSettings } from "../../../../shared/chat/default-chat-settings.ts";
import type { Settings } from "../../../../shared/settings/settings.ts";
import type { ChatTools } from "../../../../shared/tools/chat-tools.ts";

/** What a new chat begins with, as chosen in Settings. */
export interface NewChatDefaults {
  readonly modelId: string;
  readonly thinking: boolean;
  readonly options?: Settings["newChatOptions"];
  /** The same object as long as they do not change; absent: none. */
  readonly tools?: ChatTools;
}

/** @param changed what the user has changed for this chat before its first message */
export function newChatSettings(changed: Partial<ChatSettings>, defaults: NewChatDefaults): ChatSettings {
  const { thinking, options, tools = defaultChatSettings.tools } = defaults;
  return { ...defaultChatSettings, ...options, thinking, tools, ...changed };
}
