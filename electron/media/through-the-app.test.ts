import { copyFile, mkdir, mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { defaultChatSettings } from "../../shared/chat/default-chat-settings.ts";
import { textOf, type Message } from "../../shared/chat/message.ts";
import type { Attachment, MediaContent } from "../../shared/chat/message-part.ts";
import type { SentMessage } from "../../shared/ipc/chat-routes.ts";
import { storeBytes } from "../../tests/fixtures/attached-media.ts";
import { describeWithAddon } from "../../tests/fixtures/describe-with-addon.ts";
import { readPng, upsideDown, type Pixels } from "../../tests/fixtures/png-pixels.ts";
import { removeHome, startApp, type RunningApp } from "../../tests/fixtures/running-app.ts";
import { listener, reader } from "../../tests/fixtures/trained-models.ts";
import { readWav } from "../../tests/fixtures/wav-samples.ts";

let home: string;
let running: RunningApp;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "facet-through-"));
  for (const { modelPath, projectorPath } of [reader, listener]) {
    const folder = join(home, "models", basename(modelPath, ".gguf"));
    await mkdir(folder, { recursive: true });
    for (const path of [modelPath, projectorPath]) await copyFile(path, join(folder, basename(path)));
  }
  running = await startApp(home);
});
afterAll(async () => {
  await running.app.dispose();
  await removeHome(home);
});

const readerId = "reader-F16/reader-F16.gguf";
const listenerId = "listener-F16/listener-F16.gguf";
const settings = { ...defaultChatSettings, temperature: 0, seed: 1 };

const common = { type: "media", budget: null, widthPx: null, heightPx: null, thumbnailHash: null } as const;

/** An image part as the page prepares it: the original and raw pixels. */
async function picture(
  path: string,
  turn: (pixels: Pixels) => Pixels = (pixels) => pixels,
): Promise<MediaContent> {
  const { media } = running.app;
  const { widthPx, heightPx, rgb } = turn(await readPng(path));
  const original = await readFile(path);
  return {
    ...common,
    kind: "image",
    hash: await storeBytes(media, original),
    mediaType: "image/png",
    name: basename(path),
    sizeBytes: original.length,
    prepared: [{ kind: "image", hash: await storeBytes(media, rgb), widthPx, heightPx, timeMs: null }],
    durationMs: null,
  };
}

async function sound(path: string): Promise<MediaContent> {
  const { media } = running.app;
  const samples = await readWav(path);
  const original = await readFile(path);
  const hash = await storeBytes(media, new Uint8Array(samples.buffer));
  return {
    ...common,
    kind: "audio",
    hash: await storeBytes(media, original),
    mediaType: "audio/wav",
    name: basename(path),
    sizeBytes: original.length,
    prepared: [{ kind: "audio", hash, sampleCount: samples.length, timeMs: 0 }],
    durationMs: samples.length / 16,
  };
}

async function send(
  modelId: string,
  attachments: readonly Attachment[],
  text = "Read",
): Promise<SentMessage> {
  return running.request("chat.send", { conversationId: null, text, attachments, modelId, settings });
}

async function replyOf(sent: SentMessage): Promise<Message> {
  await running.ended(sent);
  const conversationId = sent.conversation.id;
  const { conversation } = await running.request("conversations.get", { conversationId });
  const reply = conversation.messages.find(({ id }) => id === sent.replyId);
  if (!reply) throw new Error("There is no reply");
  return reply;
}

describeWithAddon("media through the whole app", () => {
  it("reads a receipt, also when the reply is regenerated and when the message is edited", async () => {
    const [sample] = reader.samples;
    if (!sample) throw new Error("There is no sample");
    const sent = await send(readerId, [await picture(sample.path)]);
    expect(textOf(await replyOf(sent))).toBe(sample.json);
    const again = await running.request("chat.regenerate", { messageId: sent.replyId });
    expect(textOf(await replyOf(again))).toBe(sample.json);
    const edited = await running.request("chat.edit", {
      messageId: sent.userMessageId ?? "",
      text: "Read the text",
    });
    expect(textOf(await replyOf(edited))).toBe(sample.text);
  });

  it("does not read a receipt that is upside down", async () => {
    const sent = await send(readerId, [await picture(reader.samples[1]?.path ?? "", upsideDown)]);
    expect(textOf(await replyOf(sent))).toBe(reader.says.whenUnreadable);
  });

  it("hears tones, also after a restart of the app", async () => {
    const [sample] = listener.samples;
    if (!sample) throw new Error("There is no sample");
    const sent = await send(listenerId, [await sound(sample.path)], "");
    expect(textOf(await replyOf(sent))).toBe(sample.keys);
    await running.app.dispose();
    running = await startApp(home);
    const again = await running.request("chat.regenerate", { messageId: sent.replyId });
    expect(textOf(await replyOf(again))).toBe(sample.keys);
  });

  it("rejects audio for a vision-only model by name before the prefill", async () => {
    const sent = await send(readerId, [await sound(listener.samples[0]?.path ?? "")]);
    const { status, stats } = await replyOf(sent);
    expect(status).toMatchObject({
      type: "failed",
      error: {
        code: "media-unsupported",
        data: { kind: "audio", able: expect.stringMatching(/listener/i) as unknown },
      },
    });
    expect(stats).toBeNull();
  });

  it("constrains an answer to the schema of its task", async () => {
    const jsonSchema = { type: "object", properties: { total: { enum: ["1", "2"] } } };
    const task = { name: "test", temperature: 0, jsonSchema };
    const attachments = [await picture(reader.samples[2]?.path ?? "")];
    const sent = await running.request("chat.send", {
      conversationId: null,
      text: "Read",
      attachments,
      modelId: readerId,
      settings,
      task,
    });
    expect(JSON.parse(textOf(await replyOf(sent)))).toEqual({
      total: expect.stringMatching(/^[12]$/) as unknown,
    });
  });
});
