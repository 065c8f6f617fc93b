import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openChatFixture, type ChatFixture } from "../../tests/fixtures/chat-fixture.ts";

let ground: ChatFixture;
beforeEach(async () => {
  ground = await openChatFixture();
});
afterEach(() => ground.dispose());

/**
 * Sends a message and completes its reply; `startsAt` is the turn at which the engine reports the context to
 * start.
 */
async function exchange(text: string, conversationId: string | null, startsAt: number) {
  const sent = ground.send(text, conversationId === null ? {} : { conversationId });
  await ground.settle();
  const { request } = ground.engine.current;
  ground.engine.current.say(`Answer to ${text}`);
  ground.engine.current.end("end-of-turn", startsAt);
  await ground.settle();
  return { ...sent, request, reply: ground.store.messages.get(sent.replyId) };
}

/** A chat of three exchanges, the first of which was dropped from the context. */
async function overflownChat() {
  const one = await exchange("One", null, 0);
  const { id } = one.conversation;
  const two = await exchange("Two", id, 0);
  const three = await exchange("Three", id, 2);
  return { id, one, two, three };
}

describe("a chat that exceeds the context window", () => {
  it("stores with each reply where the context starts, and passes it to the engine", async () => {
    const { id, one, two, three } = await overflownChat();
    expect([one, two, three].map(({ request }) => request.startsAt)).toEqual([0, 0, 0]);
    expect([one, two, three].map(({ reply }) => reply.contextStartId)).toEqual([
      null,
      null,
      two.userMessageId,
    ]);
    const four = await exchange("Four", id, 2);
    expect(four.request.startsAt).toBe(2);
    expect(four.request.turns).toHaveLength(7);
  });

  it("continues from there after a restart and after a failed reply", async () => {
    const { id, two } = await overflownChat();
    ground = await ground.restart();
    ground.send("Fails", { conversationId: id });
    await ground.settle();
    ground.engine.crash();
    await ground.settle();
    const four = await exchange("Four", id, 2);
    expect(four.request.startsAt).toBe(2);
    expect(four.reply.contextStartId).toBe(two.userMessageId);
  });

  it("uses the whole history on a branch from which nothing was dropped", async () => {
    const { id, two } = await overflownChat();
    ground.edit(two.userMessageId, "Two, edited");
    await ground.settle();
    expect(ground.engine.current.request.startsAt).toBe(0);
    ground.engine.current.end("end-of-turn", 0);
    await ground.settle();
    expect((await exchange("Three, too", id, 0)).request.startsAt).toBe(0);
  });
});

describe("a reply during which the context is shifted", () => {
  it("keeps the streamed text during the new prefill and continues the token count", async () => {
    const { replyId } = ground.send("Go on");
    await ground.settle();
    const { current } = ground.engine;
    current.say("Said before");
    await ground.settle();
    ground.takeEvents();
    current.prefill(0);
    current.prefill(1);
    current.say(" and after");
    await ground.settle();
    expect(ground.takeEvents()).toMatchObject([
      { event: "chat.run", data: { phase: { type: "prefill", progress: 0 }, seq: 2 } },
      { event: "chat.run", data: { phase: { type: "prefill", progress: 1 }, seq: 2 } },
      { event: "chat.run", data: { phase: { type: "answering" }, seq: 2 } },
      { event: "chat.part", data: { seq: 3, text: " and after" } },
    ]);
    current.end("end-of-turn", 0);
    await ground.settle();
    expect(ground.store.messages.get(replyId).parts).toMatchObject([
      { type: "text", text: "Said before and after" },
    ]);
  });
});

describe("pinning a message", () => {
  it("is published to all pages, stored, and included in the next request", async () => {
    const { id, one } = await overflownChat();
    ground.takeEvents();
    ground.messageChanges.setPinned(one.userMessageId ?? "", true);
    ground.messageChanges.setPinned(one.userMessageId ?? "", true);
    expect(ground.takeEvents()).toMatchObject([
      { event: "chat.message", data: { id: one.userMessageId, isPinned: true } },
    ]);
    ground = await ground.restart();
    expect(ground.store.messages.get(one.userMessageId ?? "").isPinned).toBe(true);
    const { request } = await exchange("Four", id, 2);
    expect(request.turns.map(({ isPinned }) => isPinned)).toEqual([
      true,
      ...Array<undefined>(6).fill(undefined),
    ]);
    ground.messageChanges.setPinned(one.userMessageId ?? "", false);
    expect(ground.store.messages.get(one.userMessageId ?? "").isPinned).toBe(false);
  });

  it("is allowed for the user's messages only, and covers their replies", async () => {
    const { one } = await overflownChat();
    expect(() => ground.messageChanges.setPinned(one.replyId, true)).toThrow(
      expect.objectContaining({ code: "invalid-request" }) as Error,
    );
    expect(() => ground.messageChanges.setPinned("gone", true)).toThrow(
      expect.objectContaining({ code: "not-found" }) as Error,
    );
  });
});
