import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openChatFixture, type ChatFixture } from "../../tests/fixtures/chat-fixture.ts";
import { demoModelId } from "../../shared/models/model.ts";
import { AppError } from "../../shared/ipc/result.ts";

let ground: ChatFixture;
beforeEach(async () => {
  ground = await openChatFixture();
});
afterEach(() => ground.dispose());

const phases = () => ground.live.runs().map(({ phase }) => phase);
const loadedModels = () => ground.engine.loads.map(({ request }) => request.modelId);

async function endCurrent() {
  ground.engine.current.end();
  await ground.settle();
}

describe("several chats with one engine", () => {
  it("run one after the other, and publish how many are ahead of each", async () => {
    ground.send("One");
    const two = ground.send("Two");
    ground.send("Three");
    await ground.settle();
    expect(phases()).toEqual([
      { type: "prefill", progress: 0 },
      { type: "queued", ahead: 1 },
      { type: "queued", ahead: 2 },
    ]);
    ground.takeEvents();
    ground.chat.stop(two.runId);
    expect(ground.store.messages.get(two.replyId).status).toEqual({ type: "incomplete", reason: "stopped" });
    await ground.settle();
    expect(ground.eventsNamed("chat.run").map(({ phase }) => phase)).toEqual([{ type: "queued", ahead: 1 }]);
    await endCurrent();
    expect(ground.engine.current.request.turns).toEqual([{ role: "user", text: "Three" }]);
    await endCurrent();
    expect(phases()).toEqual([]);
    expect(ground.engine.generations).toHaveLength(2);
  });

  it("each use their own model, loaded when their turn comes", async () => {
    ground.send("One", { modelId: "a.gguf" });
    ground.send("Two", { modelId: "b.gguf" });
    ground.send("Three", { modelId: "b.gguf" });
    ground.send("Four", { modelId: "b.gguf", settings: { contextLength: 512 } });
    for (let index = 0; index < 4; index++) {
      await ground.settle();
      await endCurrent();
    }
    expect(loadedModels()).toEqual(["a.gguf", "b.gguf", "b.gguf"]);
    expect(ground.engine.currentLoad.request.contextLength).toBe(512);
  });

  it("continue when one of them fails", async () => {
    const one = ground.send("One", { modelId: "gone.gguf" });
    ground.send("Two");
    await ground.settle();
    expect(ground.store.messages.get(one.replyId).status).toMatchObject({ error: { code: "model-missing" } });
    expect(ground.engine.current.request.turns).toEqual([{ role: "user", text: "Two" }]);
  });
});

describe("a chat whose model cannot be used", () => {
  it.each([
    ["model-missing", null],
    ["model-incomplete", { type: "incomplete" }],
    [
      "model-unreadable",
      { type: "unreadable", error: { code: "model-unreadable", message: "No", data: {} } },
    ],
  ] as const)(
    "reports %s and the model's name, and works once the model is available",
    async (code, state) => {
      const first = ground.send("Hi");
      await ground.settle();
      await endCurrent();
      ground.conversations.configure({ conversationId: first.conversation.id, modelId: "b.gguf" });
      if (state) ground.putModel("b.gguf", state);
      else ground.removeModel("b.gguf");
      const { replyId } = ground.send("And now?", { conversationId: first.conversation.id });
      await ground.settle();
      expect(ground.store.messages.get(replyId)).toMatchObject({
        modelName: "Model b.gguf",
        status: { type: "failed", error: { code, data: { name: "Model b.gguf" } } },
      });
      // The engine was not involved.
      expect(ground.loader.state.type).toBe("ready");

      ground.putModel("b.gguf");
      ground.chat.regenerate(replyId);
      await ground.settle();
      expect(ground.engine.loaded?.modelId).toBe("b.gguf");
    },
  );

  it("continues with a model that is loaded while its file is gone", async () => {
    const first = ground.send("Hi");
    await ground.settle();
    await endCurrent();
    ground.removeModel("a.gguf");
    const { replyId } = ground.send("More", { conversationId: first.conversation.id });
    await ground.settle();
    ground.engine.current.say("Still here");
    await endCurrent();
    expect(ground.store.messages.get(replyId)).toMatchObject({
      status: { type: "complete" },
      modelName: "Model a.gguf",
    });
  });

  it("cannot be switched to a model that does not exist", () => {
    const { conversation } = ground.send("Hi");
    expect(() =>
      ground.conversations.configure({ conversationId: conversation.id, modelId: "gone.gguf" }),
    ).toThrow(expect.objectContaining({ code: "model-missing" }) as Error);
  });
});

describe("choosing a model", () => {
  it("loads it with progress and remembers it", async () => {
    ground.engine.holdsLoads = true;
    const selected = ground.modelChoice.select("b.gguf");
    await ground.settle();
    ground.engine.currentLoad.progress(0.5);
    ground.engine.currentLoad.progress(0.51);
    ground.engine.currentLoad.finish();
    await selected;
    expect(ground.eventsNamed("engine.changed")).toEqual([
      { type: "loading", modelId: "b.gguf", progress: 0 },
      { type: "loading", modelId: "b.gguf", progress: 0.5 },
      {
        type: "ready",
        modelId: "b.gguf",
        contextSizeTokens: 8192,
        media: { sees: true, hears: true, problem: null },
        drafting: { drafter: { type: "none" }, lookup: { type: "none" } },
        isDrafterLeftOut: false,
      },
    ]);
    expect(ground.settings.current.modelId).toBe("b.gguf");
  });

  it("waits for the end of a running reply before it loads", async () => {
    ground.send("One");
    await ground.settle();
    const selected = ground.modelChoice.select("b.gguf");
    await ground.settle();
    expect(loadedModels()).toEqual(["a.gguf"]);
    await endCurrent();
    await selected;
    expect(loadedModels()).toEqual(["a.gguf", "b.gguf"]);
  });

  it("skips a choice that was replaced before it was loaded", async () => {
    ground.putModel("c.gguf");
    ground.send("One");
    await ground.settle();
    const replaced = ground.modelChoice.select("b.gguf");
    const last = ground.modelChoice.select("c.gguf");
    await replaced;
    await endCurrent();
    await last;
    expect(loadedModels()).toEqual(["a.gguf", "c.gguf"]);
    expect(ground.settings.current.modelId).toBe("c.gguf");
  });

  it("keeps the previous choice when the load fails, and reports why", async () => {
    await ground.modelChoice.select("a.gguf");
    ground.engine.holdsLoads = true;
    const selected = ground.modelChoice.select("b.gguf");
    await ground.settle();
    ground.engine.currentLoad.fail(new AppError("model-load-failed", "Not enough memory"));
    await expect(selected).rejects.toMatchObject({
      code: "model-load-failed",
      data: { name: "Model b.gguf" },
    });
    expect(ground.settings.current.modelId).toBe("a.gguf");
    expect(ground.loader.state).toMatchObject({ type: "failed", modelId: "b.gguf" });
    await expect(ground.modelChoice.select("gone.gguf")).rejects.toMatchObject({ code: "model-missing" });
  });

  it("is stored when the app closes while the model loads", async () => {
    ground.engine.holdsLoads = true;
    const selected = ground.modelChoice.select("b.gguf");
    await ground.settle();
    ground.chat.dispose();
    ground.engine.currentLoad.fail(new AppError("engine-crashed", "The app closes"));
    await expect(selected).rejects.toMatchObject({ code: "engine-crashed" });
    expect(ground.settings.current.modelId).toBe("b.gguf");
  });

  it("is cancelled when the app closes before its turn", async () => {
    ground.send("One");
    await ground.settle();
    const selected = ground.modelChoice.select("b.gguf");
    ground.chat.dispose();
    await selected;
    expect(loadedModels()).toEqual(["a.gguf"]);
  });
});

describe("the start of the app", () => {
  it("loads the remembered model; a message sent meanwhile shows the progress", async () => {
    ground.settings.remember({ modelId: "b.gguf" });
    ground.engine.holdsLoads = true;
    ground.modelChoice.loadAhead();
    await ground.settle();
    ground.engine.currentLoad.progress(0.4);
    ground.send("One", { modelId: "b.gguf" });
    ground.send("Two", { modelId: "b.gguf" });
    await ground.settle();
    expect(phases()).toEqual([
      { type: "loading-model", progress: 0.4 },
      { type: "queued", ahead: 1 },
    ]);
    ground.engine.currentLoad.progress(0.8);
    await ground.settle();
    expect(phases()[0]).toEqual({ type: "loading-model", progress: 0.8 });
    ground.engine.currentLoad.finish();
    await ground.settle();
    expect(loadedModels()).toEqual(["b.gguf"]);
    expect(phases()).toEqual([
      { type: "prefill", progress: 0 },
      { type: "queued", ahead: 1 },
    ]);
  });

  it("loads the demo model when the chosen one is gone, and keeps the choice", async () => {
    ground.settings.remember({ modelId: "gone.gguf" });
    ground.modelChoice.loadAhead();
    await ground.settle();
    expect(loadedModels()).toEqual([demoModelId]);
    expect(ground.settings.current.modelId).toBe("gone.gguf");
  });

  it("is not affected by a model that does not load", async () => {
    ground.settings.remember({ modelId: "b.gguf" });
    ground.engine.holdsLoads = true;
    ground.modelChoice.loadAhead();
    ground.engine.crash();
    ground.engine.holdsLoads = false;
    ground.send("One");
    await ground.settle();
    expect(phases()).toEqual([{ type: "prefill", progress: 0 }]);
  });
});
