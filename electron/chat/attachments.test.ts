import { rmSync, truncateSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Attachment } from "../../shared/chat/message-part.ts";
import type { SentMessage } from "../../shared/ipc/chat-routes.ts";
import { openChatFixture, type ChatFixture } from "../../tests/fixtures/chat-fixture.ts";
import { imageAttachment, audioAttachment } from "../../tests/fixtures/attached-media.ts";

let ground: ChatFixture;
beforeEach(async () => (ground = await openChatFixture()));
afterEach(() => ground.dispose());

const file: Attachment = { type: "file", name: "notes.md", text: "# Notes" };
const picture = (name: string) => imageAttachment(ground.media, name);
const sound = (name: string) => audioAttachment(ground.media, name);

/** The turns that the engine received, with shortened media hashes. */
function turnsOfEngine() {
  return ground.engine.current.request.turns.map(({ role, text, media = [] }) => ({
    role,
    text,
    media: media.map(({ kind, hash, path }) => {
      expect(path).toBe(ground.media.pathOf(hash));
      return `${kind} ${hash.slice(0, 8)}`;
    }),
  }));
}

const namesOf = (...parts: readonly Attachment[]) =>
  parts.flatMap((part) =>
    part.type === "file" ? [] : part.prepared.map(({ kind, hash }) => `${kind} ${hash.slice(0, 8)}`),
  );

async function answered(sent: SentMessage, answer = "Yes"): Promise<SentMessage> {
  await ground.settle();
  ground.engine.current.say(answer);
  ground.engine.current.end();
  await ground.settle();
  return sent;
}

describe("a message with attachments", () => {
  it("is stored with its attachments before its text and sent with the files in order", async () => {
    const [a, b, c] = [await picture("a.png"), await sound("b.flac"), await picture("c.png")];
    const sent = ground.send("Compare", { attachments: [a, b, file, c] });
    await ground.settle();
    expect(ground.store.messages.get(sent.userMessageId ?? "").parts).toMatchObject([
      a,
      b,
      file,
      c,
      { type: "text", text: "Compare" },
    ]);
    expect(turnsOfEngine()).toEqual([
      { role: "user", text: "notes.md:\n```md\n# Notes\n```\n\nCompare", media: namesOf(a, b, c) },
    ]);
    expect(ground.engine.current.request.turns[0]?.media?.[0]).not.toHaveProperty("timeMs");
  });

  it("may have no text, and names the chat after its attachments", async () => {
    const sent = ground.send(" ", { attachments: [await picture("receipt.png")] });
    await ground.settle();
    expect(sent.conversation.title).toBe("receipt.png");
    expect(turnsOfEngine()).toMatchObject([{ text: "", media: [expect.any(String)] }]);
    expect(() => ground.send(" ")).toThrow("nothing to send");
  });

  it("can keep, replace or drop its attachments when it is edited", async () => {
    const [a, b] = [await picture("a.png"), await picture("b.png")];
    const first = await answered(ground.send("What is this?", { attachments: [a] }));
    await answered(ground.edit(first.userMessageId, "And this?"));
    expect(turnsOfEngine()).toEqual([{ role: "user", text: "And this?", media: namesOf(a) }]);
    await answered(ground.edit(first.userMessageId, "And this?", { attachments: [b] }));
    expect(turnsOfEngine()).toEqual([{ role: "user", text: "And this?", media: namesOf(b) }]);
    await answered(ground.edit(first.userMessageId, "No picture", { attachments: [] }));
    expect(turnsOfEngine()).toEqual([{ role: "user", text: "No picture", media: [] }]);
    expect(() => ground.edit(first.userMessageId, "", { attachments: [] })).toThrow("nothing to send");
  });

  it("keeps its attachments when the reply is regenerated, and later in the chat", async () => {
    const a = await picture("a.png");
    const first = await answered(ground.send("What is this?", { attachments: [a] }), "A receipt");
    await answered(ground.chat.regenerate(first.replyId), "A bill");
    expect(turnsOfEngine()).toEqual([{ role: "user", text: "What is this?", media: namesOf(a) }]);
    await answered(ground.send("Sure?", { conversationId: first.conversation.id }));
    expect(turnsOfEngine().map(({ media }) => media)).toEqual([namesOf(a), [], []]);
  });

  it("is merged with an unanswered message before it, in the order in which they were sent", async () => {
    const [a, b] = [await picture("a.png"), await sound("b.flac")];
    const first = ground.send("One", { attachments: [a] });
    await ground.settle();
    ground.chat.stop(first.runId);
    ground.engine.current.end("stopped");
    await ground.settle();
    ground.send("Two", { attachments: [b], conversationId: first.conversation.id });
    await ground.settle();
    expect(turnsOfEngine()).toEqual([{ role: "user", text: "One\n\nTwo", media: namesOf(a, b) }]);
  });

  it("passes the frames and clips of a video in order", async () => {
    const [a, b, c] = [await picture("frame 1"), await picture("frame 2"), await sound("clip")];
    const prepared = [a, b, c].flatMap((part, second) =>
      part.prepared.map((piece) => ({ ...piece, timeMs: second * 1000 })),
    );
    const film = { ...a, kind: "video", name: "film.mp4", prepared } as const;
    ground.send("Watch", { attachments: [film] });
    await ground.settle();
    expect(turnsOfEngine()).toMatchObject([{ media: namesOf(film) }]);
  });
});

describe("the check of attachments", () => {
  it("rejects a hash that is not stored, names the file, and stores nothing", async () => {
    const a = await picture("a.png");
    for (const change of [
      { hash: "0".repeat(64) },
      { thumbnailHash: "0".repeat(64) },
      { prepared: a.prepared.map((piece) => ({ ...piece, hash: "0".repeat(64) })) },
    ]) {
      expect(() => ground.send("x", { attachments: [{ ...a, ...change }] })).toThrow(
        expect.objectContaining({ code: "media-missing", data: { name: "a.png" } }) as Error,
      );
    }
    expect(ground.store.list()).toEqual([]);
  });

  it("rejects a file whose size differs from the declared one", async () => {
    const [a, b] = [await picture("a.png"), await sound("b.flac")];
    for (const wrong of [
      { ...a, sizeBytes: a.sizeBytes + 1 },
      { ...a, prepared: a.prepared.map((piece) => ({ ...piece, widthPx: 96 })) },
      { ...b, prepared: b.prepared.map((piece) => ({ ...piece, sampleCount: 1599 })) },
    ]) {
      expect(() => ground.send("x", { attachments: [wrong] })).toThrow(
        expect.objectContaining({ code: "invalid-request" }) as Error,
      );
    }
  });

  it.each([
    ["is missing", (path: string) => rmSync(path)],
    ["was truncated", (path: string) => truncateSync(path, 100)],
  ])("fails a reply with the name of the file when it %s", async (_, spoil) => {
    const a = await picture("a.png");
    const first = await answered(ground.send("What is this?", { attachments: [a] }));
    spoil(ground.media.pathOf(a.prepared[0]?.hash ?? ""));
    const again = ground.chat.regenerate(first.replyId);
    await ground.settle();
    expect(ground.store.messages.get(again.replyId).status).toMatchObject({
      type: "failed",
      error: { code: "media-missing", data: { name: "a.png" } },
    });
    // Attached again, the file is complete again.
    await picture("a.png");
    await answered(ground.chat.regenerate(again.replyId));
    expect(turnsOfEngine()).toMatchObject([{ media: namesOf(a) }]);
  });
});

describe("a model without vision or audio", () => {
  const reads = { sees: false, hears: false, problem: null };
  const failureOf = ({ replyId }: SentMessage) => {
    const { status } = ground.store.messages.get(replyId);
    return status.type === "failed" ? status.error : null;
  };
  async function refused(...attachments: readonly Attachment[]) {
    const sent = ground.send("What is this?", { attachments });
    await ground.settle();
    expect(ground.engine.generations).toEqual([]);
    return failureOf(sent);
  }

  it.each([
    ["an image", "a.png", { sees: false, hears: true }, "image"],
    ["audio", "b.flac", { sees: true, hears: false }, "audio"],
  ])("rejects %s before the prefill", async (_, name, takes, kind) => {
    ground.engine.media = { ...takes, problem: null };
    expect(await refused(kind === "image" ? await picture(name) : await sound(name))).toMatchObject({
      code: "media-unsupported",
      data: { kind, name: "Model a.gguf", able: "" },
    });
  });

  it("suggests by name the models that support the media", async () => {
    ground.engine.media = reads;
    for (const id of ["seeing", "hearing", "all", "more", "most"])
      ground.putModel(id, { type: "ready" }, { sees: id !== "hearing", hears: id !== "seeing" });
    ground.putModel("half", { type: "incomplete" }, { sees: true, hears: true });
    expect((await refused(await picture("a.png")))?.data["able"]).toBe("Model seeing, Model all, Model more");
    expect((await refused(await sound("b.flac")))?.data["able"]).toBe("Model hearing, Model all, Model more");
  });

  it("reports why its projector could not be loaded", async () => {
    const problem = { code: "media-off", message: "No addon", data: { reason: "not-built" } } as const;
    ground.engine.media = { ...reads, problem };
    expect(await refused(await picture("a.png"))).toEqual({
      ...problem,
      data: { reason: "not-built", name: "Model a.gguf" },
    });
  });

  it("continues a chat with media of another model, replaced by a line of text", async () => {
    const [a, b] = [await picture("a.png"), await sound("b.flac")];
    const first = await answered(ground.send("What is this?", { attachments: [a, b] }), "A receipt");
    const conversationId = first.conversation.id;
    ground.engine.media = reads;
    ground.conversations.configure({ conversationId, modelId: "b.gguf" });
    await answered(ground.send("Thanks", { conversationId }));
    expect(turnsOfEngine()).toMatchObject([
      {
        text: "(A picture you can not see: a.png)\n\n(A sound you can not hear: b.flac)\n\nWhat is this?",
        media: [],
      },
      { text: "A receipt" },
      { text: "Thanks" },
    ]);
  });

  it("receives the frames of a video without its audio", async () => {
    const [frame, clip] = [await picture("frame"), await sound("clip")];
    const prepared = [...frame.prepared, ...clip.prepared];
    ground.engine.media = { sees: true, hears: false, problem: null };
    ground.send("Watch", { attachments: [{ ...frame, kind: "video", prepared }] });
    await ground.settle();
    expect(turnsOfEngine()).toMatchObject([{ text: "Watch", media: namesOf(frame) }]);
  });

  it("omits a rejected message from later prompts", async () => {
    ground.engine.media = reads;
    const sent = ground.send("What is this?", { attachments: [await picture("a.png")] });
    await ground.settle();
    await answered(ground.send("Hello", { conversationId: sent.conversation.id }));
    expect(turnsOfEngine()).toEqual([{ role: "user", text: "Hello", media: [] }]);
  });
});

describe("a task", () => {
  const task = {
    name: "read-receipt",
    thinking: false,
    temperature: 0,
    maxTokens: 500,
    jsonSchema: { type: "object" },
  };
  const settings = { thinking: true, temperature: 0.7 };
  const asked = () => {
    const { thinking, sampling, maxTokens, jsonSchema } = ground.engine.current.request;
    return { thinking, temperature: sampling.temperature, maxTokens, jsonSchema };
  };
  const asTask = { thinking: false, temperature: 0, maxTokens: 500, jsonSchema: { type: "object" } };
  const asChat = { thinking: true, temperature: 0.7, maxTokens: null, jsonSchema: undefined };

  it("applies its settings to its own reply and all versions of it, but not to the chat", async () => {
    const first = await answered(ground.send("Read", { task, settings }));
    expect(asked()).toEqual(asTask);
    expect(ground.store.messages.get(first.replyId).task).toEqual(task);
    await answered(ground.chat.regenerate(first.replyId));
    expect(asked()).toEqual(asTask);
    await answered(ground.chat.regenerate(first.userMessageId ?? ""));
    expect(asked()).toEqual(asTask);
    await answered(ground.send("Thanks", { conversationId: first.conversation.id }));
    expect(asked()).toEqual(asChat);
  });

  it("is repeated by an edit unless the edit specifies another", async () => {
    const first = await answered(ground.send("Read", { task, settings }));
    await answered(ground.edit(first.userMessageId, "Read it"));
    expect(asked()).toEqual(asTask);
    await answered(ground.edit(first.userMessageId, "Just talk", { task: null }));
    expect(asked()).toEqual(asChat);
  });

  it("overrides only the settings that it names", async () => {
    await answered(ground.send("Go", { task: { name: "describe", temperature: 0 }, settings }));
    expect(asked()).toEqual({ ...asChat, temperature: 0 });
  });
});
