import type { Llama } from "node-llama-cpp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestLlama } from "../tests/fixtures/context-reader.ts";
import { describeWithAddon } from "../tests/fixtures/describe-with-addon.ts";
import { openMediaModel, type MediaModel } from "../tests/fixtures/media-model.ts";
import { readPng, upsideDown } from "../tests/fixtures/png-pixels.ts";
import { listener, reader } from "../tests/fixtures/trained-models.ts";
import { readWav } from "../tests/fixtures/wav-samples.ts";

describeWithAddon("the media addon", () => {
  let llama: Llama;
  let receipts: MediaModel;
  let tones: MediaModel;

  beforeAll(async () => {
    llama = await openTestLlama();
    receipts = await openMediaModel(llama, reader);
    tones = await openMediaModel(llama, listener);
  });
  afterAll(async () => {
    await receipts.dispose();
    await tones.dispose();
    await llama.dispose();
  });

  it("encodes every sample receipt so that the reader model reads it", async () => {
    for (const { name, path, json, text } of reader.samples) {
      const { rgb, widthPx, heightPx } = await readPng(path);
      const seen = await receipts.projector.encodeImage(rgb, widthPx, heightPx);
      expect(seen.tokens).toBe(80);
      expect(await receipts.ask(seen, "Read it"), name).toBe(json);
      expect(await receipts.ask(seen, "Read the text"), name).toBe(text);
    }
  });

  it("encodes an image with the right orientation", async () => {
    const [sample] = reader.samples;
    const { rgb, widthPx, heightPx } = upsideDown(await readPng(sample?.path ?? ""));
    const seen = await receipts.projector.encodeImage(rgb, widthPx, heightPx);
    expect(await receipts.ask(seen, "Read it")).toBe(reader.says.whenUnreadable);
    expect(await receipts.ask(null, "Read it")).toBe(reader.says.withoutImage);
  });

  it("encodes every sample clip, forwards and backwards, so that the listener model transcribes it", async () => {
    for (const { name, path, keys } of listener.samples) {
      const samples = await readWav(path);
      const heard = await tones.projector.encodeAudio(samples);
      expect(heard.tokens).toBe(Math.ceil(samples.length / 640));
      expect(await tones.ask(heard, "Write it down"), name).toBe(keys);
      const backwards = await tones.projector.encodeAudio(samples.toReversed());
      expect(await tones.ask(backwards, "Write it down"), name).toBe(keys.split("").reverse().join(""));
    }
  });

  it("reports the tags around each medium and the unsupported media", () => {
    expect(receipts.projector.audio).toBeNull();
    expect(receipts.projector.image).toMatchObject({ kind: "gemma4uv", isNonCausal: true });
    expect(receipts.projector.image?.before).toHaveLength(1);
    expect(receipts.projector.image?.after).toHaveLength(1);
    expect(tones.projector.image).toBeNull();
    expect(tones.projector.audio).toMatchObject({ kind: "gemma4ua", isNonCausal: false });
  });
});
