import { ConversationStore } from "../../../electron/chat/conversation-store.ts";
import { openHome } from "../../../electron/home/home.ts";
import { openDatabase } from "../../../electron/storage/open-database.ts";
import { storeChat } from "../../../tests/fixtures/stored-chat.ts";
import { markdownMessage } from "../markdown-tokens.ts";

/**
 * Writes a chat of `messageCount` messages to a data folder: short questions, answers of 200 to 1,400
 * characters.
 */
export async function writeLongChat(homeFolder: string, title: string, messageCount: number): Promise<void> {
  const { database } = openDatabase(await openHome(homeFolder));
  const texts = Array.from({ length: messageCount }, (_unused, at) =>
    at % 2 === 0 ? `Question ${at / 2 + 1}: why is that?` : markdownMessage(at, 200 + (at % 7) * 200),
  );
  storeChat(new ConversationStore(database), { title, texts });
  database.close();
}
