import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openChatGround, type ChatGround } from "../../tests/fixtures/chat-ground.ts";

let ground: ChatGround;
let id: string;
beforeEach(async () => {
  ground = await openChatGround();
  const sent = ground.send("Hello there");
  await ground.settle();
  ground.engine.current.end();
  await ground.settle();
  id = sent.conversation.id;
  ground.takeEvents();
});
afterEach(() => ground.dispose());

describe("ConversationService", () => {
  it("renames without moving the chat in the list, and tells every page", () => {
    const { updatedAtMs } = ground.store.summary(id);
    const summary = ground.conversations.rename(id, "Greetings");
    expect(summary).toMatchObject({ title: "Greetings", updatedAtMs });
    expect(ground.takeEvents()).toEqual([{ event: "conversation.changed", data: summary }]);
  });

  it("deletes and brings back, and tells every page", () => {
    ground.conversations.delete(id);
    expect(() => ground.conversations.get(id)).toThrow("no such chat");
    expect(() => ground.conversations.delete(id)).toThrow("no such chat");
    const summary = ground.conversations.restore(id);
    expect(ground.takeEvents()).toEqual([
      { event: "conversation.deleted", data: { conversationId: id } },
      { event: "conversation.changed", data: summary },
    ]);
    expect(ground.conversations.get(id).conversation.messages).toHaveLength(2);
  });

  it("changes only the settings that are given, and tells of the chat without its messages", () => {
    const before = ground.store.head(id);
    const conversation = ground.conversations.configure({
      conversationId: id,
      settings: { topK: 3, seed: undefined },
    });
    expect(conversation.settings).toEqual({ ...before.settings, topK: 3 });
    expect(ground.takeEvents()).toEqual([
      {
        event: "conversation.configured",
        data: { ...before, settings: { ...before.settings, topK: 3 } },
      },
    ]);
  });

  it("leaves new chats as they are when the person has this one think", () => {
    const before = ground.settings.current;
    ground.conversations.configure({ conversationId: id, settings: { thinking: true } });
    ground.conversations.configure({ conversationId: id, settings: { topK: 3 } });
    expect(ground.settings.current).toEqual(before);
    expect(ground.store.head(id).settings).toMatchObject({ thinking: true, topK: 3 });
  });

  it("knows nothing of chats that are not there", () => {
    for (const act of [
      () => ground.conversations.get("gone"),
      () => ground.conversations.rename("gone", "x"),
      () => ground.conversations.restore("gone"),
      () => ground.conversations.configure({ conversationId: "gone" }),
    ]) {
      expect(act).toThrow(expect.objectContaining({ code: "not-found" }) as Error);
    }
  });
});
