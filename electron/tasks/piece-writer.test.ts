import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { textOf, type MessageId } from "../../shared/chat/message.ts";
import { answerTextOf, type MediaContent } from "../../shared/chat/message-part.ts";
import type { ReplyTask } from "../../shared/chat/reply-task.ts";
import { openChatFixture, type ChatFixture } from "../../tests/fixtures/chat-fixture.ts";
import { scriptedStats } from "../../tests/fixtures/scripted-engine.ts";
import { storedClip, storedImage } from "../../tests/fixtures/stored-media.ts";

let ground: ChatFixture;
beforeEach(async () => {
  ground = await openChatFixture();
});
afterEach(() => ground.dispose());

const transcribe: ReplyTask = { name: "transcribe", thinking: false, temperature: 0, each: "clip" };
const receipts: ReplyTask = { name: "read-receipt", each: "image", jsonSchema: { type: "string" } };

async function recording(clips: number): Promise<MediaContent> {
  const prepared: MediaContent["prepared"][number][] = [];
  for (let index = 0; index < clips; index++) {
    const { path: _, ...clip } = await storedClip(
      ground.media.folder,
      new Float32Array(640).fill(index / 100),
    );
    prepared.push({ ...clip, timeMs: index * 40 });
  }
  return part("audio", "talk.wav", prepared, 2560);
}

async function photo(index: number): Promise<MediaContent> {
  const rgb = new Uint8Array(48 * 48 * 3).fill(index);
  const { path: _, ...image } = await storedImage(ground.media.folder, { widthPx: 48, heightPx: 48, rgb });
  return part("image", `${index}.png`, [{ ...image, timeMs: null }], rgb.length);
}

function part(
  kind: "audio" | "image",
  name: string,
  prepared: MediaContent["prepared"],
  sizeBytes: number,
): MediaContent {
  return {
    type: "media",
    kind,
    hash: prepared[0]?.hash ?? "",
    mediaType: "x/y",
    name,
    sizeBytes,
    budget: null,
    prepared,
    widthPx: null,
    heightPx: null,
    durationMs: null,
    thumbnailHash: null,
  };
}

async function answer(text: string) {
  ground.engine.current.say(text);
  ground.engine.current.end();
  await ground.settle();
}

const reply = (id: MessageId) => ground.store.messages.get(id);
const partId = (id: MessageId, index: number) => reply(id).parts[index]?.id ?? "";
const partsOf = (id: MessageId) => reply(id).parts.map((each) => answerTextOf(each) ?? each.type);
const heard = () =>
  ground.engine.generations.map(({ request }) => request.turns[0]?.media?.map(({ hash }) => hash));

describe("a reply written piece by piece", () => {
  it("sends one request per clip without the rest of the chat and stores a part per answer", async () => {
    const first = ground.send("Hello");
    await ground.settle();
    await answer("Hi");
    const talk = await recording(3);
    const conversationId = first.conversation.id;
    const sent = ground.send("Transcribe this.", { conversationId, attachments: [talk], task: transcribe });
    await ground.settle();
    for (const text of ["one", "", "three"]) await answer(text);

    const hashes = talk.prepared.map(({ hash }) => hash);
    expect(heard().slice(1)).toEqual(hashes.map((hash) => [hash]));
    for (const { request } of ground.engine.generations.slice(1)) {
      expect(request.turns.map(({ text }) => text)).toEqual(["Transcribe this."]);
      expect(request).toMatchObject({ thinking: false, sampling: { temperature: 0 } });
    }
    expect(partsOf(sent.replyId)).toEqual(["one", "", "three"]);
    expect(reply(sent.replyId)).toMatchObject({
      status: { type: "complete" },
      stats: { promptTokens: 60, generatedTokens: 15 },
    });
  });

  it("sends one request per image of all attachments, each constrained by the schema", async () => {
    const attachments = [await photo(1), await photo(2)];
    const sent = ground.send("Read.", { attachments, task: receipts });
    await ground.settle();
    await answer("{}");
    await answer("[]");
    expect(heard()).toEqual(attachments.map(({ hash }) => [hash]));
    expect(ground.engine.current.request.jsonSchema).toEqual({ type: "string" });
    expect(partsOf(sent.replyId)).toEqual(["{}", "[]"]);
  });

  it("names the chat after the attachment, not after the prompt", async () => {
    const attachments = [await recording(1)];
    const prompt = "Transcribe the following.";
    const sent = ground.send("", { prompt, attachments, task: transcribe });
    expect(sent.conversation.title).toBe("talk.wav");
  });

  it("lets other chats run between its pieces", async () => {
    ground.send("Transcribe.", { attachments: [await recording(3)], task: transcribe });
    await ground.settle();
    ground.engine.current.say("on");
    const other = ground.send("Quick question");
    await ground.settle();
    expect(ground.engine.current.request.turns).toEqual([{ role: "user", text: "Quick question" }]);
    expect(ground.live.runs().map(({ phase }) => phase.type)).toEqual(["paused", "prefill"]);
    await answer("Quick answer");
    expect(textOf(reply(other.replyId))).toBe("Quick answer");
    expect(ground.engine.continued).toEqual(ground.engine.paused);
    ground.engine.generations[0]?.say("e");
    ground.engine.generations[0]?.end();
    await ground.settle();
    await answer("two");
    expect(partsOf(ground.live.runs()[0]?.messageId ?? "")).toEqual(["one", "two", ""]);
  });

  it("publishes where a part starts and streams into it", async () => {
    const sent = ground.send("Transcribe.", { attachments: [await recording(2)], task: transcribe });
    await ground.settle();
    ground.takeEvents();
    await answer("one");
    ground.engine.current.say("tw");
    await ground.settle();
    const published = ground.eventsNamed("chat.part").map(({ seq, type }) => [seq, type]);
    expect(published).toEqual([
      [2, "part-delta"],
      [3, "part-ended"],
      [4, "part-started"],
      [5, "part-delta"],
    ]);
    expect(ground.live.upToDate(reply(sent.replyId)).parts).toMatchObject([
      { type: "transcript", text: "one", status: "complete" },
      { type: "transcript", text: "tw", status: "streaming" },
    ]);
  });

  it("resumes after a stop with the piece that was cut off", async () => {
    const sent = ground.send("Transcribe.", { attachments: [await recording(3)], task: transcribe });
    await ground.settle();
    await answer("one");
    ground.engine.current.say("tw");
    ground.chat.stop(sent.runId);
    ground.engine.current.end("stopped");
    await ground.settle();
    expect(reply(sent.replyId).status).toEqual({ type: "incomplete", reason: "stopped" });
    expect(partsOf(sent.replyId)).toEqual(["one", "tw"]);

    const resumed = ground.chat.resume(sent.replyId);
    expect(resumed.replyId).toBe(sent.replyId);
    await ground.settle();
    await answer("two");
    await answer("three");
    expect(partsOf(sent.replyId)).toEqual(["one", "two", "three"]);
    expect(reply(sent.replyId).status).toEqual({ type: "complete" });
    expect(() => ground.chat.resume(sent.replyId)).toThrow();
  });

  it("counts the tokens of all its pieces, also before a crash and a resumption", async () => {
    const sent = ground.send("Transcribe.", { attachments: [await recording(3)], task: transcribe });
    await ground.settle();
    await answer("one");
    ground.engine.crash();
    await ground.settle();
    const { generatedTokens } = scriptedStats;
    expect(reply(sent.replyId).stats).toMatchObject({ generatedTokens });
    ground.chat.resume(sent.replyId);
    await ground.settle();
    await answer("two");
    await answer("three");
    expect(reply(sent.replyId).stats).toMatchObject({ generatedTokens: 3 * generatedTokens });
  });

  it("marks an answer that reached its token limit as cut, also after a stop, and continues", async () => {
    const sent = ground.send("Transcribe.", { attachments: [await recording(3)], task: transcribe });
    await ground.settle();
    ground.engine.current.say("one and");
    ground.engine.current.end("max-tokens");
    await ground.settle();
    ground.engine.current.say("tw");
    ground.chat.stop(sent.runId);
    ground.engine.current.end("stopped");
    await ground.settle();
    ground.chat.resume(sent.replyId);
    await ground.settle();
    await answer("two");
    await answer("three");
    expect(reply(sent.replyId)).toMatchObject({
      status: { type: "complete" },
      parts: [
        { type: "transcript", text: "one and", status: "incomplete" },
        { type: "transcript", text: "two", status: "complete" },
        { type: "transcript", text: "three", status: "complete" },
      ],
    });
  });

  it("ends at once when it is stopped during another chat's turn", async () => {
    const sent = ground.send("Transcribe.", { attachments: [await recording(3)], task: transcribe });
    await ground.settle();
    ground.send("Quick question");
    await answer("one");
    ground.chat.stop(sent.runId);
    expect(reply(sent.replyId)).toMatchObject({
      status: { type: "incomplete", reason: "stopped" },
      stats: scriptedStats,
    });
    await answer("Quick answer");
    expect(ground.engine.generations).toHaveLength(2);
  });

  it("keeps all its text when the engine or the app crashes", async () => {
    const sent = ground.send("Transcribe.", { attachments: [await recording(3)], task: transcribe });
    await ground.settle();
    await answer("one");
    ground.engine.crash();
    await ground.settle();
    expect(reply(sent.replyId).status).toMatchObject({ error: { code: "engine-crashed" } });
    ground.chat.resume(sent.replyId);
    await ground.settle();
    await answer("two");
    ground.engine.current.say("thr");
    // As after a kill.
    const after = await ground.restart();
    ground = after;
    expect(reply(sent.replyId).status).toEqual({ type: "incomplete", reason: "interrupted" });
    expect(partsOf(sent.replyId).slice(0, 2)).toEqual(["one", "two"]);
    ground.chat.resume(sent.replyId);
    await ground.settle();
    while (reply(sent.replyId).status.type === "streaming") await answer("again");
    expect(partsOf(sent.replyId).slice(0, 1)).toEqual(["one"]);
    expect(partsOf(sent.replyId)).toHaveLength(3);
  });

  it("is included as text in later prompts, without the recording", async () => {
    const sent = ground.send("Transcribe.", { attachments: [await recording(2)], task: transcribe });
    await ground.settle();
    await answer("one");
    await answer("two");
    ground.send("Sum it up.", { conversationId: sent.conversation.id });
    await ground.settle();
    expect(ground.engine.current.request.turns).toEqual([
      { role: "user", text: "Transcribe." },
      { role: "assistant", text: "one\n\ntwo" },
      { role: "user", text: "Sum it up." },
    ]);
  });

  it("is generated like any other when there is no attachment of its kind", async () => {
    const sent = ground.send("Transcribe.", { task: transcribe });
    await ground.settle();
    await answer("What?");
    expect(partsOf(sent.replyId)).toEqual(["What?"]);
  });
});

describe("a correction", () => {
  it("replaces its part in later prompts and in the search", async () => {
    const sent = ground.send("Read.", { attachments: [await photo(1), await photo(2)], task: receipts });
    await ground.settle();
    await answer("bread");
    await answer("butter");
    ground.messageChanges.correct(sent.replyId, partId(sent.replyId, 1), "margarine");
    expect(partsOf(sent.replyId)).toEqual(["bread", "margarine"]);
    expect(ground.search.find("margarine")).toHaveLength(1);
    expect(ground.search.find("butter")).toHaveLength(0);
  });

  it("is rejected when there is nothing to correct", async () => {
    const sent = ground.send("Read.", { attachments: [await photo(1)], task: receipts });
    await ground.settle();
    expect(() => ground.messageChanges.correct(sent.replyId, partId(sent.replyId, 0), "x")).toThrow();
    await answer("bread");
    const question = sent.userMessageId ?? "";
    expect(() => ground.messageChanges.correct(sent.replyId, "unknown", "x")).toThrow();
    expect(() => ground.messageChanges.correct(question, partId(question, 1), "x")).toThrow();
  });
});
