import { randomUUID } from "node:crypto";
import { openDatabase } from "../../../electron/storage/open-database.ts";
import { ConversationStore } from "../../../electron/chat/conversation-store.ts";
import { openHome } from "../../../electron/home/home.ts";
import { defaultChatSettings } from "../../../shared/chat/default-chat-settings.ts";
import type { MessageId } from "../../../shared/chat/message.ts";
import { demoModelId } from "../../../shared/models/model.ts";
import { markdownMessage } from "../markdown-tokens.ts";

/**
 * Writes a chat of `messageCount` messages to a data folder: short questions, answers of 200 to 1,400
 * characters.
 */
export async function writeLongChat(homeFolder: string, title: string, messageCount: number): Promise<void> {
  const { database } = openDatabase(await openHome(homeFolder));
  const store = new ConversationStore(database);
  const conversationId = randomUUID();
  const startedAtMs = Date.now() - messageCount * 60_000;
  store.transaction(() => {
    store.create({
      id: conversationId,
      title,
      createdAtMs: startedAtMs,
      updatedAtMs: Date.now(),
      modelId: demoModelId,
      modelName: "Facet Demo",
      settings: defaultChatSettings,
      activeLeafId: null,
    });
    let parentId: MessageId | null = null;
    for (let at = 0; at < messageCount; at++) {
      const id = randomUUID();
      const isQuestion = at % 2 === 0;
      const text = isQuestion
        ? `Question ${at / 2 + 1}: why is that?`
        : markdownMessage(at, 200 + (at % 7) * 200);
      store.messages.add({
        id,
        conversationId,
        parentId,
        role: isQuestion ? "user" : "assistant",
        createdAtMs: startedAtMs + at * 60_000,
        parts: [{ id: randomUUID(), type: "text", status: "complete", text }],
        status: { type: "complete" },
        modelName: isQuestion ? null : "Facet Demo",
        stats: null,
        isPinned: false,
        contextStartId: null,
        task: null,
      });
      parentId = id;
    }
    if (parentId !== null) store.change(conversationId, { activeLeafId: parentId });
  });
  database.close();
}
