import { DatabaseSync } from "node:sqlite";
import type { Message, MessageId } from "../../../shared/chat/message.ts";
import type { PageClient } from "../../served/page-client.ts";

export interface StoredChats {
  readonly messages: ReadonlyMap<MessageId, Message>;
  /** Titles, by chat id. */
  readonly titles: ReadonlyMap<string, string>;
}

/** Everything a page can show. @throws when the app's response is an error */
export async function readChats(page: PageClient): Promise<StoredChats> {
  const snapshot = await page.request("app.snapshot", {});
  if (!snapshot?.ok) throw new Error("The app returned no snapshot");
  if (snapshot.value.notices.length > 0)
    throw new Error(`The app has notices: ${JSON.stringify(snapshot.value.notices)}`);
  const titles = new Map(snapshot.value.conversations.map(({ id, title }) => [id, title]));
  const views = await Promise.all(
    [...titles.keys()].map((conversationId) => page.request("conversations.get", { conversationId })),
  );
  const messages = new Map<MessageId, Message>();
  for (const view of views) {
    if (!view?.ok) throw new Error(`A chat cannot be read: ${JSON.stringify(view)}`);
    for (const message of view.value.conversation.messages) messages.set(message.id, message);
  }
  return { messages, titles };
}

/** Errors that SQLite's own checks find in the file; empty when there are none. */
export function damageIn(databaseFile: string): string[] {
  const database = new DatabaseSync(databaseFile, { readOnly: true, timeout: 5_000 });
  try {
    const found = database
      .prepare("PRAGMA integrity_check")
      .all()
      .map((row) => String(row["integrity_check"]));
    const orphans = database.prepare("PRAGMA foreign_key_check").all();
    return [
      ...found.filter((line) => line !== "ok"),
      ...orphans.map((row) => `A foreign key has no target: ${JSON.stringify(row)}`),
    ];
  } finally {
    database.close();
  }
}
