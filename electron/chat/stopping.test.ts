import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openChatFixture, type ChatFixture } from "../../tests/fixtures/chat-fixture.ts";
import { scriptedStats } from "../../tests/fixtures/scripted-engine.ts";

let ground: ChatFixture;
beforeEach(async () => {
  ground = await openChatFixture();
});
afterEach(() => ground.dispose());

describe("stopping", () => {
  it("is passed to the engine, which ends the reply with its stats; a second stop does nothing", async () => {
    const { replyId, runId } = ground.send("Hi", { settings: { thinking: true } });
    await ground.settle();
    ground.engine.current.think("Hm");
    ground.chat.stop(runId);
    ground.chat.stop(runId);
    ground.engine.current.end("stopped");
    await ground.settle();
    ground.chat.stop(runId);
    const message = ground.store.messages.get(replyId);
    expect(message).toMatchObject({
      status: { type: "incomplete", reason: "stopped" },
      stats: scriptedStats,
    });
    expect(message.parts).toEqual([
      {
        id: expect.any(String) as string,
        type: "reasoning",
        status: "incomplete",
        text: "Hm",
        durationMs: expect.any(Number) as number,
      },
    ]);
    expect(ground.eventsNamed("chat.ended")).toHaveLength(1);
    const engineRunId = ground.engine.current.request.runId;
    expect(ground.engine.stopped).toEqual([engineRunId]);
  });

  it("is reported as stopped even when the engine crashes meanwhile", async () => {
    const { replyId, runId } = ground.send("Hi");
    await ground.settle();
    ground.chat.stop(runId);
    ground.engine.crash();
    await ground.settle();
    expect(ground.store.messages.get(replyId).status).toEqual({ type: "incomplete", reason: "stopped" });
  });

  it("ends the reply at once while a model loads, and does not start generation", async () => {
    ground.engine.holdsLoads = true;
    const { replyId, runId } = ground.send("Hi");
    await ground.settle();
    ground.chat.stop(runId);
    expect(ground.store.messages.get(replyId).status).toEqual({ type: "incomplete", reason: "stopped" });
    ground.engine.currentLoad.finish();
    await ground.settle();
    expect(ground.engine.generations).toEqual([]);
    expect(ground.loader.state.type).toBe("ready");
  });

  it("discards text that arrives late", async () => {
    const { conversation, replyId } = ground.send("Hi");
    await ground.settle();
    ground.conversations.delete(conversation.id);
    ground.takeEvents();
    ground.engine.current.say("late");
    ground.engine.current.endReasoning(1);
    ground.engine.current.end();
    await ground.settle();
    expect(ground.takeEvents()).toEqual([]);
    ground.conversations.restore(conversation.id);
    expect(ground.store.messages.get(replyId)).toMatchObject({
      status: { type: "incomplete", reason: "stopped" },
      parts: [],
    });
  });
});

describe("closing the app in mid-reply", () => {
  it("keeps the text and marks running and waiting replies as interrupted", async () => {
    const running = ground.send("One");
    const waiting = ground.send("Two");
    await ground.settle();
    ground.engine.current.say("As far as it got");
    await ground.settle();
    ground.chat.dispose();
    ground.engine.current.say(" and more");
    ground.engine.crash();
    await ground.settle();
    expect(ground.engine.generations).toHaveLength(1);
    ground = await ground.restart();
    const interrupted = { type: "incomplete", reason: "interrupted" };
    expect(ground.store.messages.get(running.replyId)).toMatchObject({
      status: interrupted,
      parts: [{ text: "As far as it got" }],
    });
    expect(ground.store.messages.get(waiting.replyId)).toMatchObject({ status: interrupted, parts: [] });
  });
});
