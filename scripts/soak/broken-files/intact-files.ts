import { readFile } from "node:fs/promises";
import type { Page } from "playwright";
import { hasProgram, withFfmpeg, withHeifEnc } from "../../../tests/fixtures/files/converted.ts";
import { pdfOf } from "../../../tests/fixtures/files/pdf-file.ts";
import { bmpOf } from "../../../tests/fixtures/files/picture-files.ts";
import { asBrowserWrites } from "../../../tests/e2e/harness/browser-written.ts";
import { readPng } from "../../../tests/fixtures/png-pixels.ts";
import { listener, reader } from "../../../tests/fixtures/trained-models.ts";

/** Small intact files, by file extension: one for each format that can be generated on this computer. */
export async function intactFiles(page: Page): Promise<Readonly<Record<string, Uint8Array>>> {
  const picture = reader.samples[0]?.path ?? "";
  const recording = listener.samples[0]?.path ?? "";
  const [png, wav, pixels] = await Promise.all([readFile(picture), readFile(recording), readPng(picture)]);
  const film = ["-f", "lavfi", "-i", "testsrc=size=160x120:rate=5:duration=3", "-shortest"];
  const h264 = [...film, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac"];
  const made: Record<string, Uint8Array> = {
    png,
    bmp: bmpOf(pixels),
    jpg: await asBrowserWrites(page, png, "image/jpeg"),
    webp: await asBrowserWrites(page, png, "image/webp"),
    pdf: pdfOf([{ scan: pixels }, { words: "Milk 1.29" }]),
    wav,
    md: Buffer.from("# Groceries\n\n- tea\n- 面包\n".repeat(40)),
  };
  if (hasProgram("heif-enc")) {
    made["avif"] = withHeifEnc(png, "a.png", "a.avif");
    made["heic"] = withHeifEnc(png, "a.png", "a.heic");
  }
  if (hasProgram("ffmpeg")) {
    made["gif"] = withFfmpeg(png, "a.png", "a.gif");
    made["flac"] = withFfmpeg(wav, "a.wav", "a.flac", "-ar", "44100");
    made["mp3"] = withFfmpeg(wav, "a.wav", "a.mp3", "-b:a", "128k");
    made["m4a"] = withFfmpeg(wav, "a.wav", "a.m4a", "-c:a", "aac");
    made["ogg"] = withFfmpeg(wav, "a.wav", "a.ogg", "-c:a", "libvorbis");
    made["opus"] = withFfmpeg(wav, "a.wav", "a.opus", "-c:a", "libopus");
    made["mp4"] = withFfmpeg(wav, "a.wav", "a.mp4", ...h264);
    made["mov"] = withFfmpeg(wav, "a.wav", "a.mov", ...h264);
    made["webm"] = withFfmpeg(wav, "a.wav", "a.webm", ...film, "-c:v", "libvpx", "-c:a", "libopus");
  }
  return made;
}
