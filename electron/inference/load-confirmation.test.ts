import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openChatGround, type ChatGround } from "../../tests/fixtures/chat-ground.ts";

const shortage = { neededBytes: 9e9, freeBytes: 4e9 };

let ground: ChatGround;

beforeEach(async () => {
  ground = await openChatGround();
});

afterEach(() => ground.dispose());

const statusOf = (messageId: string) => ground.store.messages.get(messageId).status;
const loadedIds = () => ground.engine.loads.map(({ request }) => request.modelId);

describe("a load that would not fit", () => {
  it("is told of before it begins, where a message needs it, and done when it is wanted anyway", async () => {
    ground.lackMemory("a.gguf", shortage);
    const { replyId } = ground.send("Hello");
    await ground.settle();
    expect(loadedIds()).toEqual([]);
    expect(ground.loader.state).toEqual({
      type: "held",
      modelId: "a.gguf",
      contextTokens: null,
      ...shortage,
    });
    expect(ground.eventsNamed("engine.changed").at(-1)).toEqual(ground.loader.state);
    expect(statusOf(replyId).type).toBe("streaming");

    ground.loader.decide("a.gguf", "load");
    await ground.settle();
    expect(loadedIds()).toEqual(["a.gguf"]);
    expect(ground.engine.generations).toHaveLength(1);
  });

  it("is not asked about twice in one run of the app", async () => {
    ground.lackMemory("a.gguf", shortage);
    ground.send("Hello");
    await ground.settle();
    ground.loader.decide("a.gguf", "load");
    await ground.settle();
    ground.engine.current.end();
    await ground.settle();
    await ground.modelChoice.unload();
    ground.send("Again");
    await ground.settle();
    expect(ground.loader.state.type).toBe("ready");
  });

  it("given up, fails the reply with what is missing, and leaves in memory what is there", async () => {
    await ground.modelChoice.select("b.gguf");
    const before = ground.loader.state;
    ground.lackMemory("a.gguf", shortage);
    const { replyId } = ground.send("Hello");
    await ground.settle();
    ground.loader.decide("a.gguf", "leave");
    await ground.settle();
    expect(statusOf(replyId)).toMatchObject({
      type: "failed",
      error: { code: "memory-short", data: { name: "Model a.gguf", ...shortage } },
    });
    expect(ground.loader.state).toEqual(before);
    expect(loadedIds()).toEqual(["b.gguf"]);
  });

  it("is looked at again when the model is set in another way", async () => {
    ground.lackMemory("a.gguf", shortage);
    ground.send("Hello");
    await ground.settle();
    ground.lackMemory("a.gguf", { ...shortage, neededBytes: 5e9 });
    ground.loader.decide("a.gguf", "again");
    await ground.settle();
    expect(ground.loader.state).toMatchObject({ type: "held", neededBytes: 5e9 });
    ground.haveMemory();
    ground.loader.decide("a.gguf", "again");
    await ground.settle();
    expect(ground.loader.state.type).toBe("ready");
  });

  it("is wanted no more when its reply is stopped, and others get their turn", async () => {
    ground.lackMemory("a.gguf", shortage);
    const first = ground.send("Hello");
    const second = ground.send("Hello", { modelId: "b.gguf" });
    await ground.settle();
    ground.chat.stop(first.runId);
    await ground.settle();
    expect(statusOf(first.replyId)).toEqual({ type: "incomplete", reason: "stopped" });
    expect(loadedIds()).toEqual(["b.gguf"]);
    expect(ground.engine.generations).toHaveLength(1);
    expect(statusOf(second.replyId).type).toBe("streaming");
  });

  it("is told of at start too, and loads nothing until it is decided", async () => {
    ground.settings.remember({ modelId: "a.gguf" });
    ground.lackMemory("a.gguf", shortage);
    ground.modelChoice.loadAhead();
    await ground.settle();
    expect(ground.loader.state.type).toBe("held");
    ground.loader.decide("a.gguf", "leave");
    await ground.settle();
    expect(ground.loader.state).toEqual({ type: "idle" });
    expect(loadedIds()).toEqual([]);
    expect(ground.settings.current.modelId).toBe("a.gguf");
  });

  it("gives way to another model that is chosen instead", async () => {
    ground.lackMemory("a.gguf", shortage);
    const held = ground.modelChoice.select("a.gguf");
    held.catch(() => undefined);
    await ground.settle();
    await ground.modelChoice.select("b.gguf");
    await expect(held).rejects.toMatchObject({ code: "memory-short" });
    expect(ground.loader.state).toMatchObject({ type: "ready", modelId: "b.gguf" });
    expect(ground.settings.current.modelId).toBe("b.gguf");
  });

  it("is not asked about where the person has said so with their choice", async () => {
    ground.lackMemory("a.gguf", shortage);
    await ground.modelChoice.select("a.gguf", true);
    expect(ground.loader.state).toMatchObject({ type: "ready", modelId: "a.gguf" });
  });
});
