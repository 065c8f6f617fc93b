import { copyFile, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { TranscriptSegment } from "../../shared/speech/transcript.ts";
import { describeWithAddon } from "../../tests/fixtures/describe-with-addon.ts";
import { recordingOf } from "../../tests/fixtures/recording-of-samples.ts";
import { newHome, removeHome, startApp, type RunningApp } from "../../tests/fixtures/running-app.ts";
import { listener, reader } from "../../tests/fixtures/trained-models.ts";
import { wavOf } from "../../tests/fixtures/wav-samples.ts";
import type { FileToDecode } from "../decode/file-decoder.ts";

const sounds = join(import.meta.dirname, "../../tests/fixtures/files/sounds");
const never = new AbortController().signal;

let running: RunningApp;
beforeAll(async () => {
  const home = await newHome();
  for (const { modelPath, projectorPath } of [reader, listener]) {
    for (const path of [modelPath, projectorPath]) {
      await copyFile(path, join(home, "models", basename(path)));
    }
  }
  running = await startApp(home);
});
afterAll(async () => {
  await running.app.dispose();
  await removeHome(running.home);
});

const wanted = ({ modelPath }: { readonly modelPath: string }) => ({
  modelId: basename(modelPath),
  modelName: basename(modelPath),
  contextLength: null,
});
const fileAt = (path: string): FileToDecode => ({ name: basename(path), source: { type: "path", path } });
const transcribe = (file: FileToDecode, more: { onSegment?: (segment: TranscriptSegment) => void } = {}) =>
  running.app.fileTasks.transcribe(
    { file, model: wanted(listener), spoken: null, prompt: null, temperature: 0, ...more },
    never,
  );
const receipt = (file: FileToDecode) =>
  running.app.fileTasks.readReceipt({ file, model: wanted(reader) }, never);
const leftovers = () => readdir(join(running.home, "decoded"));

describeWithAddon("file tasks with the trained models", () => {
  it("transcribe a recording clip by clip, with the times of the clips", async () => {
    const spoken = listener.samples.slice(0, 3);
    const bytes = wavOf(await recordingOf(spoken));
    const heard: string[] = [];
    const transcript = await transcribe(
      { name: "talk.wav", source: { type: "bytes", bytes } },
      { onSegment: ({ text }) => heard.push(text) },
    );
    expect(transcript.segments.map(({ text }) => text)).toEqual(spoken.map(({ keys }) => keys));
    expect(heard).toEqual(spoken.map(({ keys }) => keys));
    expect(transcript.durationMs).toBe(Math.round(((bytes.length - 44) / 2 / 16_000) * 1000));
    for (const [index, { startMs, endMs }] of transcript.segments.entries()) {
      expect(endMs).toBeGreaterThan(startMs);
      // Three seconds of silence are before each sample.
      expect(startMs).toBeGreaterThan(2_000 + index * 3_000);
    }
    expect(transcript.generatedTokens).toBeGreaterThan(0);
    expect(await leftovers()).toEqual([]);
  });

  it.each([
    "tones.mp3",
    "tones.flac",
    "tones.ogg",
    "tones.opus",
    "adpcm-ms.wav",
    "tones.aiff",
    "tones-wb.amr",
  ])("hear the same keys in %s", async (name) => {
    const { segments } = await transcribe(fileAt(join(sounds, name)));
    expect(segments.map(({ text }) => text)).toEqual([listener.samples[0]?.keys]);
  });

  it("read receipts into the objects that the app saves", async () => {
    for (const { path, json, name } of reader.samples.slice(0, 3)) {
      const { items, ...rest } = JSON.parse(json) as {
        readonly items: readonly { readonly name: string; readonly price: number }[];
      };
      expect(await receipt(fileAt(path))).toEqual({
        type: "receipt",
        source: name,
        receipt: {
          currency: null,
          tax: null,
          ...rest,
          items: items.map((item) => ({ quantity: null, ...item })),
        },
      });
    }
    expect(await leftovers()).toEqual([]);
  });

  it("report an image that shows no receipt, with the model's reason", async () => {
    const photo = join(sounds, "../pictures/photo.jpg");
    expect(await receipt(fileAt(photo))).toMatchObject({ type: "refused", reason: "not readable" });
  });

  it("refuse a file of the other kind, and a model that lacks the capability", async () => {
    const tones = fileAt(join(sounds, "tones.mp3"));
    await expect(receipt(tones)).rejects.toMatchObject({ code: "file-undecodable" });
    const request = { file: tones, model: wanted(reader), spoken: null, prompt: null, temperature: 0 };
    await expect(running.app.fileTasks.transcribe(request, never)).rejects.toMatchObject({
      code: "media-unsupported",
      data: { kind: "audio" },
    });
    expect(await leftovers()).toEqual([]);
  });

  it("end with the caller's reason when they are aborted between two clips", async () => {
    const bytes = wavOf(await recordingOf(listener.samples.slice(0, 3)));
    const abort = new AbortController();
    const reason = new Error("The client hung up");
    let segments = 0;
    const transcript = running.app.fileTasks.transcribe(
      {
        file: { name: "talk.wav", source: { type: "bytes", bytes } },
        model: wanted(listener),
        spoken: null,
        prompt: null,
        temperature: 0,
        onSegment() {
          segments += 1;
          abort.abort(reason);
        },
      },
      abort.signal,
    );
    await expect(transcript).rejects.toBe(reason);
    expect(segments).toBe(1);
    expect(await leftovers()).toEqual([]);
  });
});
