import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openChatFixture, type ChatFixture } from "../../tests/fixtures/chat-fixture.ts";
import { scriptedStats } from "../../tests/fixtures/scripted-engine.ts";

let ground: ChatFixture;
beforeEach(async () => {
  ground = await openChatFixture();
});
afterEach(() => ground.dispose());

describe("a reply whose end can't be written because of a bug", () => {
  it("is stored as failed, and the next one is written", async () => {
    const { messages } = ground.store;
    const finish = messages.finish.bind(messages);
    messages.finish = () => {
      throw new TypeError("A bug");
    };
    const { replyId, conversation } = ground.send("Hi");
    await ground.settle();
    ground.engine.current.say("Words");
    ground.engine.current.end();
    await ground.settle();
    const failed = { status: { type: "failed", error: { code: "internal" } }, parts: [{ text: "Words" }] };
    expect(ground.eventsNamed("chat.message").at(-1)).toMatchObject(failed);
    expect(messages.get(replyId)).toMatchObject({ status: failed.status });
    messages.finish = finish;
    const later = await ground.exchange("And now?", "Works", conversation.id);
    expect(messages.get(later.replyId).status).toEqual({ type: "complete" });
  });
});

describe("a resumed reply that a kill interrupts", () => {
  it("keeps the statistics of its first pieces", async () => {
    const { replyId } = await ground.exchange("Hi", "Words");
    ground.store.messages.resume(replyId);
    const again = await ground.restart();
    expect(again.store.messages.get(replyId)).toMatchObject({
      status: { type: "incomplete", reason: "interrupted" },
      stats: scriptedStats,
    });
  });
});

describe("a disk that rejects writes", () => {
  const troubles = () =>
    ground.eventsNamed("storage.changed").map((failure) => failure?.data["reason"] ?? "over");
  const patient = { timeout: 10_000 };

  it("is reported once; the reply continues and ends, and is stored when the disk accepts it", async () => {
    const { conversation, replyId } = ground.send("Hi", { settings: { thinking: true } });
    await ground.settle();
    ground.engine.current.think("A thought");
    ground.failWrites(true);
    ground.engine.current.endReasoning(10);
    ground.engine.current.say("Precious");
    ground.engine.current.say(" words");
    ground.engine.current.end();
    await ground.settle();
    expect(troubles()).toEqual(["read-only"]);
    expect(ground.storage.failure).toMatchObject({ code: "storage-failed" });
    const whole = {
      id: replyId,
      status: { type: "complete" },
      parts: [{ text: "A thought" }, { text: "Precious words" }],
      stats: scriptedStats,
    };
    expect(ground.eventsNamed("chat.message").at(-1)).toMatchObject(whole);
    expect(ground.eventsNamed("chat.ended")).toHaveLength(1);
    // A new page also receives the full text, although less is on disk.
    expect(ground.conversations.get(conversation.id).conversation.messages.at(-1)).toMatchObject(whole);
    expect(ground.store.messages.get(replyId).status).toEqual({ type: "streaming" });

    ground.failWrites(false);
    await expect.poll(troubles, patient).toEqual(["read-only", "over"]);
    expect(ground.store.messages.get(replyId)).toMatchObject(whole);
    expect(ground.storage.failure).toBeNull();
    const later = await ground.exchange("And now?", "Works again", conversation.id);
    expect(ground.store.messages.get(later.replyId).status).toEqual({ type: "complete" });
  });

  it("that recovers during a reply receives its text without waiting for more of it", async () => {
    const { replyId } = ground.send("Hi", { settings: { thinking: true } });
    await ground.settle();
    ground.failWrites(true);
    ground.engine.current.think("A thought");
    ground.engine.current.endReasoning(10);
    ground.engine.current.say("Precious words");
    await expect.poll(troubles, patient).toEqual(["read-only"]);
    ground.failWrites(false);
    await expect.poll(troubles, patient).toEqual(["read-only", "over"]);
    expect(ground.store.messages.get(replyId).parts).toMatchObject([
      { text: "A thought", durationMs: 10 },
      { text: "Precious words" },
    ]);
  });

  it("receives unwritten text when the app closes, if it accepts it then", async () => {
    const { replyId } = ground.send("Hi");
    await ground.settle();
    ground.failWrites(true);
    ground.engine.current.say("Precious words");
    ground.engine.current.end();
    await ground.settle();
    ground.failWrites(false);
    ground.chat.dispose();
    expect(ground.store.messages.get(replyId)).toMatchObject({
      parts: [{ text: "Precious words" }],
      status: { type: "complete" },
    });
  });

  it("rejects a message and leaves nothing of it", () => {
    ground.failWrites(true);
    expect(() => ground.send("Hi")).toThrow(expect.objectContaining({ code: "storage-failed" }) as Error);
    ground.failWrites(false);
    expect(ground.store.list()).toEqual([]);
    expect(ground.live.runs()).toEqual([]);
  });

  it("does not affect the next prompt, which contains the whole unwritten reply", async () => {
    const { conversation } = ground.send("Hi");
    await ground.settle();
    ground.send("And then?", { conversationId: conversation.id });
    ground.failWrites(true);
    ground.engine.current.say("Precious words");
    ground.engine.current.end();
    await ground.settle();
    expect(ground.prompt()).toEqual(["Hi", "Precious words", "And then?"]);
    ground.failWrites(false);
  });
});
