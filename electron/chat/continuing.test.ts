import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openChatFixture, type ChatFixture } from "../../tests/fixtures/chat-fixture.ts";
import { AppError } from "../../shared/ipc/result.ts";
import type { GenerationEnd } from "../../shared/inference/generation.ts";

let ground: ChatFixture;
beforeEach(async () => {
  ground = await openChatFixture();
});
afterEach(() => ground.dispose());

async function cutOff(end: GenerationEnd, text: string) {
  const sent = ground.send("Tell me a story");
  await ground.settle();
  ground.engine.current.say(text);
  ground.engine.current.end(end);
  await ground.settle();
  return sent.replyId;
}

const reply = (id: string) => ground.store.messages.get(id);
const openSteps = () => ground.engine.current.request.turns.at(-1)?.steps;
const tooLong = () => new AppError("message-too-long", "Too long", { reason: "message" });

describe("continuing a reply", () => {
  it.each(["stopped", "max-tokens", "context-full"] as const)(
    "goes on in the same text where it ended after %s",
    async (end) => {
      const id = await cutOff(end, "Once upon a ti");
      const before = reply(id);
      expect(before.status).toEqual({ type: "incomplete", reason: end });
      ground.takeEvents();
      ground.chat.resume(id);
      await ground.settle();
      expect(openSteps()).toEqual([{ type: "text", text: "Once upon a ti" }]);
      ground.engine.current.say("me there was");
      ground.engine.current.end();
      await ground.settle();
      expect(reply(id)).toMatchObject({
        status: { type: "complete" },
        parts: [
          { id: before.parts[0]?.id, type: "text", text: "Once upon a time there was", status: "complete" },
        ],
        stats: { generatedTokens: 10 },
      });
      // Pages apply the same changes.
      const [first] = ground.eventsNamed("chat.part");
      expect(first).toMatchObject({ type: "part-updated", part: { id: before.parts[0]?.id }, seq: 1 });
      expect(ground.store.read(before.conversationId).messages).toHaveLength(2);
    },
  );

  it("goes on in reasoning that was stopped, and adds up its time", async () => {
    const sent = ground.send("Why?", { settings: { thinking: true } });
    await ground.settle();
    ground.engine.current.think("Because");
    ground.engine.current.end("stopped");
    await ground.settle();
    ground.chat.resume(sent.replyId);
    await ground.settle();
    expect(openSteps()).toEqual([{ type: "reasoning", text: "Because" }]);
    ground.engine.current.think(" of light.");
    ground.engine.current.endReasoning(1000);
    ground.engine.current.say("Light.");
    ground.engine.current.end();
    await ground.settle();
    expect(reply(sent.replyId).parts).toMatchObject([
      { type: "reasoning", text: "Because of light.", durationMs: 1007, status: "complete" },
      { type: "text", text: "Light." },
    ]);
  });

  it("begins a part of its own for an answer after reasoning that was stopped", async () => {
    const sent = ground.send("Why?", { settings: { thinking: true } });
    await ground.settle();
    ground.engine.current.think("Because");
    ground.engine.current.end("stopped");
    await ground.settle();
    ground.chat.resume(sent.replyId);
    await ground.settle();
    ground.engine.current.say("Light.");
    ground.engine.current.end();
    await ground.settle();
    expect(reply(sent.replyId).parts).toMatchObject([
      { type: "reasoning", text: "Because" },
      { type: "text", text: "Light." },
    ]);
  });

  it("keeps ever less of a text that fills the context", async () => {
    const words = Array.from({ length: 100 }, (_, index) => `w${index}`).join(" ");
    const id = await cutOff("context-full", words);
    ground.chat.resume(id);
    await ground.settle();
    ground.engine.current.fail(tooLong());
    await ground.settle();
    const [step] = openSteps() ?? [];
    expect(step).toMatchObject({ type: "text", text: expect.stringMatching(/^w5\d .* w99$/) as string });
    ground.engine.current.say(" w100");
    ground.engine.current.end();
    await ground.settle();
    expect(reply(id)).toMatchObject({ status: { type: "complete" }, parts: [{ text: `${words} w100` }] });
  });

  it("keeps the reply as it was when there is no room to go on", async () => {
    const id = await cutOff("context-full", "Once upon a time");
    ground.chat.resume(id);
    for (let attempt = 0; attempt < 4; attempt++) {
      await ground.settle();
      ground.engine.current.fail(tooLong());
    }
    await ground.settle();
    expect(reply(id)).toMatchObject({
      status: { type: "incomplete", reason: "context-full" },
      parts: [{ text: "Once upon a time" }],
    });
  });

  it("is refused for a reply that is complete or empty, and for a user's message", async () => {
    const { replyId, userMessageId } = await ground.exchange("Hi", "Hello");
    expect(() => ground.chat.resume(replyId)).toThrow(AppError);
    expect(() => ground.chat.resume(userMessageId ?? "")).toThrow(AppError);
    const empty = ground.send("Hi");
    await ground.settle();
    ground.engine.current.end("stopped");
    await ground.settle();
    expect(() => ground.chat.resume(empty.replyId)).toThrow(AppError);
  });
});
