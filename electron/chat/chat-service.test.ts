import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openChatFixture, type ChatFixture } from "../../tests/fixtures/chat-fixture.ts";
import { scriptedStats } from "../../tests/fixtures/scripted-engine.ts";
import type { Message } from "../../shared/chat/message.ts";
import type { PartEvent } from "../../shared/chat/part-event.ts";
import { AppError } from "../../shared/ipc/result.ts";

let ground: ChatFixture;
beforeEach(async () => {
  ground = await openChatFixture();
});
afterEach(() => ground.dispose());

function wordsOf(event: PartEvent): string {
  switch (event.type) {
    case "part-started":
    case "part-updated":
      return event.part.type;
    case "part-delta":
      return event.text;
    case "part-ended":
      return event.status;
  }
}

const messageOnScreen = (id: string): Message => ground.live.upToDate(ground.store.messages.get(id));

describe("the first message of a chat", () => {
  it("starts a chat named after it and publishes all events in a consistent order", async () => {
    const sent = ground.send("## Why is the sky blue?\nExplain it simply.", { settings: { thinking: true } });
    await ground.settle();
    const { current } = ground.engine;
    current.prefill(0.5);
    current.think("Light");
    current.think(" scatters.");
    current.endReasoning(1500);
    current.say("Because");
    current.say(" of scattering.");
    current.end();
    await ground.settle();

    expect(sent.conversation.title).toBe("Why is the sky blue?");
    const published = ground.takeEvents().map(({ event, data }) => {
      if (event === "chat.run") return `${event} ${data.phase.type}`;
      if (event === "chat.message") return `${event} ${data.role} ${data.status.type}`;
      if (event === "chat.part") return `${event} ${data.seq} ${data.type} ${wordsOf(data)}`;
      return event;
    });
    expect(published).toEqual([
      "conversation.changed",
      "chat.message user complete",
      "chat.message assistant streaming",
      "conversation.configured",
      "engine.changed",
      "chat.run loading-model",
      "engine.changed",
      "chat.run prefill",
      "chat.run prefill",
      "chat.run reasoning",
      "chat.part 1 part-started reasoning",
      "chat.part 2 part-delta Light",
      "chat.part 3 part-delta  scatters.",
      "chat.part 4 part-ended complete",
      "chat.run answering",
      "chat.part 5 part-started text",
      "chat.part 6 part-delta Because",
      "chat.part 7 part-delta  of scattering.",
      "chat.part 8 part-ended complete",
      "chat.message assistant complete",
      "chat.ended",
      "conversation.changed",
    ]);
    expect(ground.store.messages.get(sent.replyId)).toMatchObject({
      parentId: sent.userMessageId,
      status: { type: "complete" },
      parts: [
        { type: "reasoning", text: "Light scatters.", durationMs: 1500 },
        { type: "text", text: "Because of scattering." },
      ],
      modelName: "Model a.gguf",
      stats: scriptedStats,
    });
    expect(ground.live.runs()).toEqual([]);
  });

  it("passes the chat's settings to the model", async () => {
    ground.send("Hi", {
      settings: {
        systemPrompt: "Be brief",
        temperature: 0.5,
        topK: 1,
        minP: 0.05,
        repeatPenalty: 1.1,
        stop: ["END"],
        seed: 7,
        maxTokens: 9,
        contextLength: 2048,
      },
    });
    await ground.settle();
    expect(ground.engine.currentLoad.request).toMatchObject({ modelId: "a.gguf", contextLength: 2048 });
    expect(ground.engine.current.request).toMatchObject({
      systemPrompt: "Be brief",
      turns: [{ role: "user", text: "Hi" }],
      thinking: false,
      sampling: { temperature: 0.5, topP: 0.95, topK: 1, minP: 0.05, repeatPenalty: 1.1, seed: 7 },
      stop: ["END"],
      maxTokens: 9,
    });
  });

  it("is rejected when empty, and creates no chat", () => {
    expect(() => ground.send(" \n ")).toThrow(expect.objectContaining({ code: "invalid-request" }) as Error);
    expect(ground.store.list()).toEqual([]);
  });
});

describe("a chat in mid-reply", () => {
  it("is sent to a new page with all text up to the run's sequence number", async () => {
    const { conversation, replyId, runId } = ground.send("Hi", { settings: { thinking: true } });
    await ground.settle();
    ground.engine.current.think("One");
    ground.engine.current.think(" two");
    await ground.settle();
    const view = ground.conversations.get(conversation.id);
    expect(view.runs).toEqual([
      {
        runId,
        messageId: replyId,
        conversationId: conversation.id,
        seq: 3,
        phase: { type: "reasoning", elapsedMs: expect.any(Number) as number },
      },
    ]);
    expect(view.conversation.messages.at(-1)).toMatchObject({
      status: { type: "streaming" },
      parts: [{ type: "reasoning", text: "One two", durationMs: null }],
    });
  });

  it("has its text on disk within half a second, and is marked interrupted after a kill", async () => {
    const { replyId } = ground.send("Hi", { settings: { thinking: true } });
    await ground.settle();
    ground.engine.current.think("A whole thought");
    ground.engine.current.endReasoning(10);
    ground.engine.current.say("Half an ");
    ground.engine.current.say("answer");
    await new Promise((resolve) => setTimeout(resolve, 500));
    ground = await ground.restart();
    expect(ground.store.messages.get(replyId)).toMatchObject({
      status: { type: "incomplete", reason: "interrupted" },
      parts: [
        { type: "reasoning", text: "A whole thought", durationMs: 10 },
        { type: "text", text: "Half an answer" },
      ],
    });
    expect(ground.search.find("half an answer")).toHaveLength(1);
  });

  it("costs the same for the last of many deltas as for the first", async () => {
    const { replyId } = ground.send("Hi");
    await ground.settle();
    for (let index = 0; index < 100_000; index++) ground.engine.current.say("some words");
    await ground.settle();
    // Copying the whole text each time would take minutes, longer than a test may.
    expect(messageOnScreen(replyId).parts).toMatchObject([
      { type: "text", text: "some words".repeat(100_000) },
    ]);
  });

  it("accepts the next message, which waits and then follows the finished reply", async () => {
    const first = ground.send("Write a poem");
    await ground.settle();
    ground.engine.current.say("Roses ");
    const second = ground.send("Now in French", { conversationId: first.conversation.id });
    await ground.settle();
    expect(ground.engine.generations).toHaveLength(1);
    expect(ground.store.messages.get(second.userMessageId ?? "").parentId).toBe(first.replyId);
    ground.engine.current.say("are red");
    ground.engine.current.end();
    await ground.settle();
    expect(ground.prompt()).toEqual(["Write a poem", "Roses are red", "Now in French"]);
  });

  it("keeps the settings of a waiting reply when the chat's settings change", async () => {
    const first = ground.send("One");
    const second = ground.send("Two", { settings: { thinking: true } });
    ground.conversations.configure({
      conversationId: second.conversation.id,
      settings: { thinking: false, topK: 5 },
      modelId: "b.gguf",
    });
    await ground.settle();
    ground.engine.current.end();
    await ground.settle();
    expect(ground.engine.current.request).toMatchObject({ thinking: true, sampling: { topK: 64 } });
    expect(ground.engine.loads).toHaveLength(1);
    expect(ground.store.head(first.conversation.id).modelId).toBe("a.gguf");
    expect(ground.store.head(second.conversation.id)).toMatchObject({
      modelId: "b.gguf",
      modelName: "Model b.gguf",
    });
  });
});

describe("editing and regenerating", () => {
  it("adds an edit as a sibling of the message, with its own reply", async () => {
    const first = await ground.exchange("Tea or coffee?", "Tea");
    await ground.exchange("Why?", "It is calmer", first.conversation.id);
    const edit = ground.edit(first.userMessageId, "Tea or water?");
    await ground.settle();
    expect(ground.prompt()).toEqual(["Tea or water?"]);
    expect(ground.store.messages.get(edit.userMessageId ?? "").parentId).toBeNull();
    expect(ground.store.head(first.conversation.id).activeLeafId).toBe(edit.replyId);
    expect(ground.store.read(first.conversation.id).messages).toHaveLength(6);
  });

  it("adds another reply as a sibling; the first can be shown again and continued", async () => {
    const first = await ground.exchange("Tea or coffee?", "Tea");
    const id = first.conversation.id;
    const other = ground.chat.regenerate(first.replyId);
    await ground.settle();
    expect(other.userMessageId).toBeNull();
    expect(ground.prompt()).toEqual(["Tea or coffee?"]);
    ground.engine.current.say("Coffee");
    ground.engine.current.end();
    await ground.settle();

    expect(ground.conversations.showBranch(id, first.replyId).activeLeafId).toBe(first.replyId);
    const more = ground.send("Green?", { conversationId: id });
    await ground.settle();
    expect(ground.prompt()).toEqual(["Tea or coffee?", "Tea", "Green?"]);
    expect(ground.conversations.showBranch(id, other.replyId).activeLeafId).toBe(other.replyId);
    expect(ground.conversations.showBranch(id, first.replyId).activeLeafId).toBe(more.replyId);
  });

  it("can regenerate the reply of a message whose reply was lost", async () => {
    const first = await ground.exchange("Tea?", "Yes");
    ground.chat.regenerate(first.userMessageId ?? "");
    await ground.settle();
    expect(ground.prompt()).toEqual(["Tea?"]);
  });

  it("rejects invalid targets", async () => {
    const first = await ground.exchange("Tea?", "Yes");
    const { chat, conversations } = ground;
    expect(() => ground.edit(first.replyId, "No")).toThrow("Only user messages");
    expect(() => ground.edit(first.userMessageId, " ")).toThrow("nothing to send");
    expect(() => ground.edit("gone", "x")).toThrow("no such message");
    expect(() => chat.regenerate("gone")).toThrow("no such message");
    expect(() => ground.send("x", { conversationId: "gone" })).toThrow("no such chat");
    expect(() => conversations.showBranch(first.conversation.id, "gone")).toThrow("no such message");
    conversations.delete(first.conversation.id);
    expect(() => chat.regenerate(first.replyId)).toThrow("no such chat");
  });
});

describe("the end of a reply", () => {
  it.each([
    ["end-of-turn", { type: "complete" }],
    ["ended-in-reasoning", { type: "incomplete", reason: "ended-in-reasoning" }],
    ["max-tokens", { type: "incomplete", reason: "max-tokens" }],
    ["context-full", { type: "incomplete", reason: "context-full" }],
    ["stopped", { type: "incomplete", reason: "stopped" }],
  ] as const)("with %s is stored as %o", async (end, status) => {
    const { replyId } = ground.send("Hi");
    await ground.settle();
    ground.engine.current.say("So far");
    ground.engine.current.end(end);
    await ground.settle();
    expect(ground.store.messages.get(replyId)).toMatchObject({
      status,
      stats: scriptedStats,
      parts: [{ text: "So far" }],
    });
  });

  it("keeps the streamed text when the engine crashes, and restarts it for the next reply", async () => {
    const { replyId } = ground.send("Hi");
    await ground.settle();
    ground.engine.current.say("So far");
    ground.engine.crash();
    await ground.settle();
    expect(ground.store.messages.get(replyId)).toMatchObject({
      status: { type: "failed", error: { code: "engine-crashed" } },
      parts: [{ type: "text", text: "So far" }],
    });
    expect(ground.loader.state).toMatchObject({
      type: "failed",
      modelId: "a.gguf",
      error: { code: "engine-crashed" },
    });

    ground.chat.regenerate(replyId);
    await ground.settle();
    expect(ground.engine.loads).toHaveLength(2);
    expect(ground.engine.generations).toHaveLength(2);
    expect(ground.loader.state.type).toBe("ready");
  });

  it("stops the generation of a reply that a bug ended, and generates the next one", async () => {
    const first = ground.send("Hi");
    await ground.settle();
    vi.spyOn(ground.writer, "apply").mockImplementationOnce(() => {
      throw new Error("a bug");
    });
    const generation = ground.engine.current;
    generation.say("Hello");
    await ground.settle();
    expect(ground.store.messages.get(first.replyId).status).toMatchObject({ error: { code: "internal" } });
    expect(ground.engine.stopped).toEqual([generation.request.runId]);
    generation.end("stopped");
    await ground.exchange("And now?", "Yes");
    expect(ground.engine.generations).toHaveLength(2);
  });

  it("reports the engine's error for a message that is too long", async () => {
    const { replyId } = ground.send("Long");
    await ground.settle();
    ground.engine.current.fail(
      new AppError("message-too-long", "Too long", { promptTokens: 9, contextSizeTokens: 8 }),
    );
    await ground.settle();
    expect(ground.store.messages.get(replyId).status).toEqual({
      type: "failed",
      error: {
        code: "message-too-long",
        message: "Too long",
        data: { promptTokens: 9, contextSizeTokens: 8 },
      },
    });
  });
});

describe("the reasoning panel", () => {
  it("keeps its open state and publishes it to every window, also during a reply", async () => {
    const { replyId } = ground.send("Hi");
    await ground.settle();
    ground.engine.current.think("Hm");
    await ground.settle();
    const [part] = messageOnScreen(replyId).parts;
    ground.takeEvents();
    ground.messageChanges.setReasoningOpen(replyId, part?.id ?? "", true);
    expect(ground.eventsNamed("chat.part")).toMatchObject([
      { messageId: replyId, seq: 3, type: "part-updated", part: { text: "Hm", isOpen: true } },
    ]);
    ground.engine.current.end();
    await ground.settle();
    expect(ground.store.messages.get(replyId).parts).toMatchObject([{ text: "Hm", isOpen: true }]);
  });

  it("is closed by Answer now, and the answer follows", async () => {
    const { replyId, runId } = ground.send("Hi", { settings: { thinking: true } });
    await ground.settle();
    ground.engine.current.think("Hm, let me see");
    ground.chat.answerNow(runId);
    expect(ground.engine.reasoningEnded).toHaveLength(1);
    ground.engine.current.endReasoning(20, true);
    ground.engine.current.say("Hello");
    ground.engine.current.end();
    await ground.settle();
    expect(ground.store.messages.get(replyId).parts).toMatchObject([
      { type: "reasoning", text: "Hm, let me see", isCutShort: true },
      { type: "text", text: "Hello", status: "complete" },
    ]);
  });
});
