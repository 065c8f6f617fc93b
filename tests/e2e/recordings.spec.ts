import type { Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { hasProgram, withFfmpeg } from "../fixtures/files/converted.ts";
import { listener, reader } from "../fixtures/trained-models.ts";
import { readWav, wavOf } from "../fixtures/wav-samples.ts";
import { attaching } from "./harness/attaching.ts";
import { expect, test } from "./harness/facet.ts";
import { user } from "./harness/user.ts";
import { withTrained } from "./harness/with-trained.ts";

test.use({ beforeStart: withTrained(listener) });

const tones = listener.samples[0]?.path ?? "";

function samplesOf(bytes: Buffer): Float32Array {
  return new Float32Array(Uint8Array.from(bytes).buffer);
}

/**
 * Highest normalized cross-correlation of two signals, from 0 to 1, over delays of at most a tenth of a
 * second.
 */
function likeness(left: Float32Array, right: Float32Array): number {
  const energy = (samples: Float32Array) => Math.sqrt(samples.reduce((sum, each) => sum + each * each, 0));
  let best = 0;
  for (let delay = -1600; delay <= 1600; delay++) {
    let sum = 0;
    for (let at = Math.max(0, -delay); at < left.length && at + delay < right.length; at++) {
      sum += (left[at] ?? 0) * (right[at + delay] ?? 0);
    }
    best = Math.max(best, sum);
  }
  return best / (energy(left) * energy(right));
}

test("stores the samples of a 16 kHz recording unchanged", async ({ facet }) => {
  const files = attaching(facet);
  const samples = await readWav(tones);
  await files.drop({ name: "tones.wav", bytes: await readFile(tones) });
  await files.settled();
  const tokens = Math.ceil(samples.length / 640);
  await expect(files.card("tones.wav")).toContainText(`${tokens} tokens`);
  const padded = new Float32Array(tokens * 640);
  padded.set(samples);
  expect(await files.hasStored(new Uint8Array(padded.buffer))).toBe(true);
  await user(facet.page).send("Transcribe");
  await expect(user(facet.page).replies).toContainText(listener.samples[0]?.keys ?? "", {
    timeout: 30_000,
  });
});

test.describe("audio formats decoded to 16 kHz mono", () => {
  const formats: readonly { readonly name: string; readonly options: readonly string[] }[] = [
    { name: "wav", options: ["-ar", "44100", "-ac", "2"] },
    { name: "48k.wav", options: ["-ar", "48000", "-ac", "1"] },
    { name: "24bit.wav", options: ["-ar", "48000", "-c:a", "pcm_s24le"] },
    { name: "flac", options: ["-ar", "44100", "-ac", "2"] },
    { name: "mp3", options: ["-ar", "44100", "-ac", "2", "-b:a", "192k"] },
    { name: "m4a", options: ["-ar", "44100", "-c:a", "aac", "-b:a", "160k"] },
    { name: "ogg", options: ["-ar", "48000", "-c:a", "libvorbis", "-q:a", "6"] },
    { name: "opus", options: ["-c:a", "libopus", "-b:a", "96k"] },
    { name: "webm", options: ["-c:a", "libopus", "-b:a", "96k"] },
  ];
  for (const { name, options } of formats) {
    test(name, async ({ facet }) => {
      test.skip(!hasProgram("ffmpeg"), "ffmpeg is not on this computer");
      const files = attaching(facet);
      const samples = await readWav(tones);
      const bytes = withFfmpeg(wavOf(samples), "a.wav", `tones.${name}`, ...options);
      await files.pick({ name: `tones.${name}`, bytes });
      await files.settled();
      const facts = (await files.card(`tones.${name}`).textContent()) ?? "";
      const tokens = Number(/(\d+) tokens/.exec(facts.replaceAll(`tones.${name}`, ""))?.[1]);
      // Encoders add a few hundredths of a second.
      expect(tokens - Math.ceil(samples.length / 640)).toBeLessThanOrEqual(3);
      expect(tokens).toBeGreaterThanOrEqual(Math.ceil(samples.length / 640));
      const [stored = Buffer.alloc(0)] = await files.storedOfLength(tokens * 640 * 4);
      expect(likeness(samples, samplesOf(stored))).toBeGreaterThan(0.95);
    });
  }
});

test("decodes audio recorded by the browser", async ({ facet }) => {
  const files = attaching(facet);
  const bytes = await recordedInPage(facet.page, "sound");
  await files.pick({ name: "memo.webm", bytes });
  await files.settled();
  await expect(files.card("memo.webm")).toContainText(/\d+ tokens/);
});

test("attaches and plays a recording longer than thirty seconds", async ({ facet }) => {
  const { page } = facet;
  const files = attaching(facet);
  const one = await readWav(tones);
  const long = new Float32Array(16_000 * 70);
  for (let at = 0; at + one.length < long.length; at += 16_000 * 5) long.set(one, at);
  await files.pick({ name: "long.wav", bytes: wavOf(long) });
  await files.settled();
  await user(page).send("Listen");
  const sound = page.getByRole("group", { name: "Audio long.wav" });
  await expect(sound).toContainText("1:10");
  await sound.getByRole("button", { name: "Play" }).click();
  await expect(sound.getByRole("button", { name: "Pause" })).toBeVisible();
  await sound.getByRole("slider", { name: "Position" }).focus();
  await page.keyboard.press("End");
  await expect(sound.getByRole("slider")).toHaveAttribute("aria-valuetext", /1:(09|10)/);
});

test.describe("video decoded to one frame per second and its audio", () => {
  test.use({ beforeStart: withTrained(reader) });

  const formats = [
    { name: "mp4", options: ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac"] },
    { name: "mov", options: ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac"] },
    { name: "webm", options: ["-c:v", "libvpx", "-b:v", "500k", "-c:a", "libopus"] },
  ];
  for (const { name, options } of formats) {
    test(name, async ({ facet }) => {
      test.skip(!hasProgram("ffmpeg"), "ffmpeg is not on this computer");
      const { page } = facet;
      const files = attaching(facet);
      // Five seconds of a changing test image, with the tones as audio.
      const filter = ["-f", "lavfi", "-i", "testsrc=size=640x360:rate=10:duration=5", "-shortest"];
      const bytes = withFfmpeg(await readFile(tones), "a.wav", `film.${name}`, ...filter, ...options);
      await files.pick({ name: `film.${name}`, bytes });
      await files.settled(60_000);
      await expect(files.card(`film.${name}`)).toContainText(/\d tokens/);
      await user(page).send("Watch");
      const film = page.getByRole("group", { name: `Video film.${name}` });
      await film.getByRole("button", { name: "What the model sees" }).click();
      const stills = film.getByRole("list", { name: "What the model sees" });
      await expect(stills.getByRole("img", { name: "Frame at 0:00" })).toBeVisible();
      const frames = await files.storedOfLength(528 * 288 * 3);
      expect(frames.length).toBeGreaterThanOrEqual(2);
      expect(await stills.getByRole("img").count()).toBe(frames.length);
    });
  }

  test("decodes video recorded by the browser, and plays it on the whole screen", async ({ facet }) => {
    const { page } = facet;
    const files = attaching(facet);
    const bytes = await recordedInPage(facet.page, "film");
    await files.pick({ name: "clip.webm", bytes });
    await files.settled(60_000);
    await expect(files.card("clip.webm")).toContainText(/\d+ tokens/);

    await user(page).send("Watch");
    const film = page.getByRole("group", { name: "Video clip.webm" });
    const isWhole = () =>
      film.locator("video").evaluate((video) => document.fullscreenElement === video.parentElement);
    await film.getByRole("button", { name: "Full screen", exact: true }).press("Enter");
    const leave = film.getByRole("button", { name: "Leave full screen" });
    await expect(leave).toBeFocused();
    expect(await isWhole()).toBe(true);
    await page.keyboard.press("Escape");
    await expect(film.getByRole("button", { name: "Full screen", exact: true })).toBeFocused();
    expect(await isWhole()).toBe(false);
    await film.getByRole("button", { name: "Full screen", exact: true }).click();
    await leave.click();
    await expect.poll(isWhole).toBe(false);
  });

  test("refuses a video longer than one minute", async ({ facet }) => {
    test.skip(!hasProgram("ffmpeg"), "ffmpeg is not on this computer");
    const files = attaching(facet);
    const long = ["-f", "lavfi", "-i", "testsrc=size=160x120:rate=2:duration=70", "-map", "1:v"];
    const bytes = withFfmpeg(await readFile(tones), "a.wav", "long.webm", ...long, "-c:v", "libvpx");
    await files.pick({ name: "long.webm", bytes });
    await files.settled();
    await expect(files.card("long.webm").getByRole("alert")).toContainText("Longer than 1 minute");
  });
});

/** Two seconds recorded by MediaRecorder, which writes no duration into the header. */
async function recordedInPage(page: Page, kind: "sound" | "film"): Promise<Buffer> {
  const base64 = await page.evaluate(async (kind) => {
    const context = new AudioContext();
    const oscillator = context.createOscillator();
    const target = context.createMediaStreamDestination();
    oscillator.connect(target);
    oscillator.start();
    const stream = target.stream;
    let timer = 0;
    if (kind === "film") {
      const canvas = document.createElement("canvas");
      canvas.width = 320;
      canvas.height = 240;
      const drawing = canvas.getContext("2d", { alpha: false });
      timer = window.setInterval(
        () => drawing?.fillRect(Math.random() * 300, Math.random() * 200, 20, 20),
        50,
      );
      for (const track of canvas.captureStream(10).getTracks()) stream.addTrack(track);
    }
    const recorder = new MediaRecorder(stream, { mimeType: kind === "film" ? "video/webm" : "audio/webm" });
    const pieces: Blob[] = [];
    recorder.ondataavailable = ({ data }) => pieces.push(data);
    recorder.start();
    await new Promise((done) => setTimeout(done, 2000));
    await new Promise((done) => {
      recorder.onstop = done;
      recorder.stop();
    });
    window.clearInterval(timer);
    await context.close();
    const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  }, kind);
  return Buffer.from(base64, "base64");
}
