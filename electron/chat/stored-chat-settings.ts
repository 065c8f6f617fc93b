import { chatSettingsSchema, type ChatSettings } from "../../shared/chat/chat-settings.ts";
import { defaultChatSettings } from "../../shared/chat/default-chat-settings.ts";

/**
 * The settings of a chat as they are stored; one that is missing or not valid has its default, whatever the
 * others are.
 */
export function parseStoredSettings(json: string): ChatSettings {
  const stored = new Map(Object.entries(Object(JSON.parse(json)) as Record<string, unknown>));
  const valid = Object.entries(chatSettingsSchema.shape).flatMap(([key, schema]) => {
    const parsed = schema.safeParse(stored.get(key));
    return parsed.success ? [[key, parsed.data] as const] : [];
  });
  return { ...defaultChatSettings, ...Object.fromEntries(valid) };
}
