import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { shortageData, type MemoryShortage } from "../../shared/models/memory-shortage.ts";
import { openChatFixture, type ChatFixture } from "../../tests/fixtures/chat-fixture.ts";

const shortage: MemoryShortage = {
  neededBytes: 9e9,
  freeBytes: 4e9,
  alternatives: [{ type: "small-cache" }],
  others: ["b.gguf"],
};

let ground: ChatFixture;

beforeEach(async () => {
  ground = await openChatFixture();
});

afterEach(() => ground.dispose());

const statusOf = (messageId: string) => ground.store.messages.get(messageId).status;
const loadedIds = () => ground.engine.loads.map(({ request }) => request.modelId);

describe("a load that would not fit in memory", () => {
  it("is held before it starts when a message needs it, and runs when it is confirmed", async () => {
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

  it("is confirmed only once in a run of the app", async () => {
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

  it("fails the reply with the shortage when it is cancelled, and keeps the loaded model", async () => {
    await ground.modelChoice.select("b.gguf");
    const before = ground.loader.state;
    ground.lackMemory("a.gguf", shortage);
    const { replyId } = ground.send("Hello");
    await ground.settle();
    ground.loader.decide("a.gguf", "leave");
    await ground.settle();
    expect(statusOf(replyId)).toMatchObject({
      type: "failed",
      error: { code: "memory-short", data: { name: "Model a.gguf", ...shortageData(shortage) } },
    });
    expect(ground.loader.state).toEqual(before);
    expect(loadedIds()).toEqual(["b.gguf"]);
  });

  it("is checked again when the model's settings change", async () => {
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

  it("is cancelled when its reply is stopped, and other chats proceed", async () => {
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

  it("is also held at start, and loads nothing before the decision", async () => {
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

  it("is replaced when another model is chosen", async () => {
    ground.lackMemory("a.gguf", shortage);
    const held = ground.modelChoice.select("a.gguf");
    held.catch(() => undefined);
    await ground.settle();
    await ground.modelChoice.select("b.gguf");
    await expect(held).rejects.toMatchObject({ code: "memory-short" });
    expect(ground.loader.state).toMatchObject({ type: "ready", modelId: "b.gguf" });
    expect(ground.settings.current.modelId).toBe("b.gguf");
  });

  it("refuses a program that does not want to wait, and names what would fit", async () => {
    ground.lackMemory("a.gguf", shortage);
    const wanted = { modelId: "a.gguf", modelName: "A", contextLength: null };
    await expect(ground.loader.load(wanted, { whenMemoryShort: "refuse" })).rejects.toMatchObject({
      code: "memory-short",
      message: expect.stringContaining("Would fit: a KV cache of type q8_0; the model b.gguf.") as string,
      data: { name: "Model a.gguf", ...shortageData(shortage) },
    });
    expect(ground.loader.state).toEqual({ type: "idle" });
    expect(loadedIds()).toEqual([]);
  });

  it("is found by a check before the load, unless the model is loaded", async () => {
    ground.lackMemory("a.gguf", shortage);
    const wanted = { modelId: "a.gguf", modelName: "A", contextLength: null };
    expect(await ground.loader.checkLoad(wanted)).toEqual(shortage);
    await ground.modelChoice.select("a.gguf", true);
    expect(await ground.loader.checkLoad(wanted)).toBeNull();
    expect(await ground.loader.checkLoad({ ...wanted, contextLength: 4_096 })).toEqual(shortage);
  });

  it("needs no confirmation when the choice included it", async () => {
    ground.lackMemory("a.gguf", shortage);
    await ground.modelChoice.select("a.gguf", true);
    expect(ground.loader.state).toMatchObject({ type: "ready", modelId: "a.gguf" });
  });

  it("is not held any more when another model was chosen while it was checked", async () => {
    ground.lackMemory("a.gguf", shortage);
    const first = ground.modelChoice.select("a.gguf");
    first.catch(() => undefined);
    // The job has begun, and its check is not done.
    await Promise.resolve();
    const second = ground.modelChoice.select("b.gguf");
    await ground.settle();
    expect(ground.loader.state.type).toBe("ready");
    await second;
    await expect(first).rejects.toMatchObject({ code: "memory-short" });
    expect(ground.settings.current.modelId).toBe("b.gguf");
  });
});
