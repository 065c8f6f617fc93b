import { textOf, type Message } from "../../../shared/chat/message.ts";
import type { OpenedApp } from "./opened-app.ts";

/** What the app has acknowledged, and must still have after any fault and after a restart. */
export class AppLedger {
  /** Texts of the user's messages, by id. */
  readonly sent = new Map<string, string>();
  /** A change that could not be stored is kept until the app is closed. */
  themes: readonly string[] = ["dark"];
  /** Titles of renamed chats, by id. */
  readonly titles = new Map<string, string>();
  readonly deleted = new Set<string>();

  /** What the app has lost; empty: nothing. */
  async losses(opened: OpenedApp): Promise<readonly string[]> {
    const losses: string[] = [];
    for (const conversationId of this.deleted)
      await opened.request("conversations.restore", { conversationId });
    this.deleted.clear();
    const { settings, conversations } = await opened.request("app.snapshot", {});
    if (!this.themes.includes(settings.theme)) losses.push(`the theme is ${settings.theme}`);
    const messages = await allMessages(opened);
    for (const [id, text] of this.sent) {
      const found = messages.get(id);
      if (!found) losses.push(`the message ${JSON.stringify(text)} is gone`);
      else if (textOf(found) !== text) losses.push(`the message ${JSON.stringify(text)} has become another`);
    }
    for (const [id, title] of this.titles) {
      const found = conversations.find((conversation) => conversation.id === id);
      if (found && found.title !== title) losses.push(`a chat is called ${found.title}, not ${title}`);
    }
    return losses;
  }
}

export async function allMessages(opened: OpenedApp): Promise<ReadonlyMap<string, Message>> {
  const { conversations } = await opened.request("app.snapshot", {});
  const messages = new Map<string, Message>();
  for (const { id } of conversations) {
    const view = await opened.request("conversations.get", { conversationId: id });
    for (const message of view.conversation.messages) messages.set(message.id, message);
  }
  return messages;
}
