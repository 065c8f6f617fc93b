import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openChatFixture, type ChatFixture } from "../../tests/fixtures/chat-fixture.ts";

let ground: ChatFixture;
let id: string;
beforeEach(async () => {
  ground = await openChatFixture();
  const sent = ground.send("Hello there");
  await ground.settle();
  ground.engine.current.end();
  await ground.settle();
  id = sent.conversation.id;
  ground.takeEvents();
});
afterEach(() => ground.dispose());

describe("ConversationService", () => {
  it("renames a chat without changing its position in the list, and notifies every page", () => {
    const { updatedAtMs } = ground.store.summary(id);
    const summary = ground.conversations.rename(id, "Greetings");
    expect(summary).toMatchObject({ title: "Greetings", updatedAtMs });
    expect(ground.takeEvents()).toEqual([{ event: "conversation.changed", data: summary }]);
  });

  it("deletes and restores a chat and notifies every page", () => {
    ground.conversations.delete(id);
    const [deleted] = ground.store.listDeleted(Date.now());
    expect(() => ground.conversations.get(id)).toThrow("no such chat");
    expect(() => ground.conversations.delete(id)).toThrow("no such chat");
    const summary = ground.conversations.restore(id);
    expect(ground.takeEvents()).toEqual([
      { event: "conversation.deleted", data: { conversationId: id, deletedAtMs: deleted?.deletedAtMs } },
      { event: "conversation.changed", data: summary },
    ]);
    expect(ground.conversations.get(id).conversation.messages).toHaveLength(2);
  });

  it("deletes all chats for good, stops their replies, and notifies every page of each", async () => {
    const running = ground.send("Still being answered");
    await ground.settle();
    ground.engine.current.say("Half an ans");
    ground.conversations.delete(id);
    ground.takeEvents();
    await ground.conversations.deleteAll();
    await ground.settle();
    expect(ground.eventsNamed("conversation.erased").map(({ conversationId }) => conversationId)).toEqual(
      expect.arrayContaining([id, running.conversation.id]),
    );
    expect(ground.eventsNamed("chat.ended")).toMatchObject([{ runId: running.runId }]);
    expect(ground.store.list()).toEqual([]);
    for (const gone of [id, running.conversation.id])
      expect(() => ground.conversations.restore(gone)).toThrow("no such chat");
    expect(() => ground.store.messages.get(running.replyId)).toThrow("no such message");
    const again = await ground.exchange("A new chat", "Works");
    expect(ground.store.list().map((chat) => chat.id)).toEqual([again.conversation.id]);
  });

  it("erases one deleted chat, or all deleted ones, and no other", async () => {
    const [second, third] = [await ground.exchange("Second", "Two"), await ground.exchange("Third", "Three")];
    await expect(ground.conversations.erase(id)).rejects.toThrow("no such deleted chat");
    ground.conversations.delete(id);
    ground.conversations.delete(second.conversation.id);
    ground.takeEvents();
    await ground.conversations.erase(id);
    expect(ground.takeEvents()).toEqual([{ event: "conversation.erased", data: { conversationId: id } }]);
    expect(ground.store.listDeleted(Date.now()).map((chat) => chat.id)).toEqual([second.conversation.id]);
    await ground.conversations.erase(null);
    expect(ground.store.listDeleted(Date.now())).toEqual([]);
    expect(ground.store.list().map((chat) => chat.id)).toEqual([third.conversation.id]);
  });

  it("changes only the given settings, and publishes the chat without its messages", () => {
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

  it("does not change the defaults of new chats when reasoning is enabled in one chat", () => {
    const before = ground.settings.current;
    ground.conversations.configure({ conversationId: id, settings: { thinking: true } });
    ground.conversations.configure({ conversationId: id, settings: { topK: 3 } });
    expect(ground.settings.current).toEqual(before);
    expect(ground.store.head(id).settings).toMatchObject({ thinking: true, topK: 3 });
  });

  it("throws for chats that do not exist", () => {
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
