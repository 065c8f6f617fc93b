import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { defaultChatSettings } from "../../shared/chat/default-chat-settings.ts";
import { imageAttachment } from "../../tests/fixtures/attached-media.ts";
import { openChatFixture, type ChatFixture } from "../../tests/fixtures/chat-fixture.ts";
import type { ToolProvider } from "../tools/tool-source.ts";
import type { Draft } from "./draft-reader.ts";

let isOpened = false;
/** As a server that was not started yet. */
const sleeping: ToolProvider = {
  sources: () => [
    {
      id: "sleeping",
      title: "Sleeping",
      state: { type: "idle" },
      async open() {
        isOpened = true;
        return [];
      },
    },
  ],
  onChange: () => () => undefined,
};

let ground: ChatFixture;
beforeEach(async () => {
  ground = await openChatFixture(undefined, [sleeping]);
});
afterEach(() => ground.dispose());

const draft = (change: Partial<Draft> = {}): Draft => ({
  attachments: [],
  prompt: "",
  modelId: "a.gguf",
  settings: { ...defaultChatSettings, systemPrompt: "Be brief." },
  task: null,
  ...change,
});
const withTools = (...sources: string[]) => ({
  ...defaultChatSettings,
  tools: { sources, off: [], allowed: [] },
});
const requests = () => ground.engine.generations.map(({ request }) => request);

/** Loads a model by a first exchange. */
const load = () => ground.exchange("Hello", "Hello!");

describe("a draft", () => {
  it("is read ahead as it will be sent, apart from its text", async () => {
    const { conversation } = await load();
    const image = await imageAttachment(ground.media, "a.png");
    const task = { name: "describe", thinking: true };
    const sent = { attachments: [image], prompt: "Describe it.", task };
    ground.drafts.change(conversation.id, draft(sent));
    await ground.settle();
    ground.engine.current.end("max-tokens");
    await ground.settle();
    ground.send("Every leaf", { conversationId: conversation.id, ...sent });
    await ground.settle();
    const [, ahead, generated] = requests();
    expect(ahead).toMatchObject({ thinking: true, maxTokens: 0 });
    expect(ahead?.systemPrompt).toBe(generated?.systemPrompt);
    expect(ahead?.turns.slice(0, -1)).toEqual(generated?.turns.slice(0, -1));
    const [last, lastSent] = [ahead?.turns.at(-1), generated?.turns.at(-1)];
    expect({ ...last, text: lastSent?.text }).toEqual(lastSent);
    expect(lastSent?.media).toHaveLength(1);
    const texts = [last?.text, ...(ahead?.readsAhead ?? [])];
    for (const text of texts) expect(text).toMatch(/^Describe it\./);
    expect(new Set(texts).size).toBe(texts.length);
  });

  it("is read with the tools that are known, and not where some are not, which starts none", async () => {
    await load();
    ground.drafts.change(null, draft({ settings: withTools("test") }));
    await ground.settle();
    expect(requests().at(-1)?.tools).toHaveLength(5);
    ground.engine.current.end("max-tokens");
    await ground.settle();
    ground.drafts.change(null, draft({ settings: withTools("test", "sleeping") }));
    await ground.settle();
    expect(requests()).toHaveLength(2);
    expect(isOpened).toBe(false);
  });

  it("is read once, and given up where it is gone or another one came", async () => {
    await load();
    ground.drafts.change(null, draft());
    ground.drafts.change(null, draft());
    await ground.settle();
    ground.drafts.change(null, draft());
    ground.drafts.change("another chat", null);
    await ground.settle();
    expect(requests()).toHaveLength(2);
    expect(ground.engine.stopped).toEqual([]);
    const settings = { ...defaultChatSettings, systemPrompt: "Be long." };
    ground.drafts.change(null, draft({ settings }));
    expect(ground.engine.stopped).toEqual([requests()[1]?.runId]);
    ground.engine.current.end("stopped");
    await ground.settle();
    expect(requests().map(({ systemPrompt }) => systemPrompt)).toEqual(["", "Be brief.", "Be long."]);
    ground.drafts.change(null, null);
    expect(ground.engine.stopped).toHaveLength(2);
  });

  it("makes way at once for a message of another chat, and is not read again after it", async () => {
    const { conversation } = await load();
    ground.drafts.change(conversation.id, draft());
    await ground.settle();
    ground.takeEvents();
    ground.send("Now");
    await ground.settle();
    expect(ground.engine.stopped).toEqual([ground.engine.current.request.runId]);
    // It waits for nothing that a user would have to be told.
    expect(ground.eventsNamed("chat.run")).toEqual([]);
    ground.engine.current.end("stopped");
    await ground.settle();
    expect(ground.prompt()).toEqual(["Now"]);
    ground.engine.current.end();
    await ground.settle();
    expect(requests()).toHaveLength(3);
    expect(ground.scheduler.isBusy).toBe(false);
  });

  it("waits for a reply that is being written, and is read with it", async () => {
    const { conversation } = await load();
    ground.send("More", { conversationId: conversation.id });
    await ground.settle();
    ground.drafts.change(conversation.id, draft());
    ground.engine.current.say("Even more");
    ground.engine.current.end();
    await ground.settle();
    expect(ground.prompt().slice(0, -1)).toEqual(["Hello", "Hello!", "More", "Even more"]);
    expect(ground.engine.current.request.readsAhead).toBeDefined();
  });

  it("loads no model, asks nobody, and leaves models on servers alone", async () => {
    ground.drafts.change(null, draft());
    await ground.settle();
    await load();
    ground.lackMemory("b.gguf", { shortBytes: 1 } as never);
    ground.drafts.change(null, draft({ modelId: "b.gguf" }));
    await ground.settle();
    ground.drafts.change(null, draft({ settings: { ...defaultChatSettings, contextLength: 1024 } }));
    await ground.settle();
    ground.drafts.change(null, draft({ modelId: "remote:1/model" }));
    await ground.settle();
    expect(ground.engine.loads).toHaveLength(1);
    expect(requests()).toHaveLength(1);
    expect(ground.loader.state.type).toBe("ready");
  });

  it("is not read on battery", async () => {
    await load();
    for (const [isOnBattery, count] of [
      [true, 1],
      [false, 2],
    ] as const) {
      ground.isOnBattery = isOnBattery;
      ground.drafts.change(null, draft());
      await ground.settle();
      expect(requests()).toHaveLength(count);
    }
  });
});
