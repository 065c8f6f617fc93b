import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { TurnMedia } from "../../../../shared/inference/prompt-turn.ts";
import { AppError } from "../../../../shared/ipc/result.ts";
import { audioSampleRate } from "../../../../shared/media/audio-tokens.ts";
import { preparedBytes } from "../../../../shared/media/prepared-media.ts";
import { wavHeader, wavSamples } from "../../../../shared/media/wav-file.ts";
import { pngFile } from "./png-file.ts";

export type MediaContentPart =
  | { readonly type: "image_url"; readonly image_url: { readonly url: string } }
  | { readonly type: "input_audio"; readonly input_audio: { readonly data: string; readonly format: "wav" } };

/**
 * Prepared media as a part of a message's content, in the file formats that all servers read.
 * @throws AppError `media-missing` {name}
 */
export async function mediaContent(media: TurnMedia): Promise<MediaContentPart> {
  const bytes = await preparedFile(media);
  if (media.kind === "image") {
    const png = await pngFile(bytes, media.widthPx, media.heightPx);
    return { type: "image_url", image_url: { url: `data:image/png;base64,${png.toString("base64")}` } };
  }
  // A copy, because the samples of a file need not be aligned in memory.
  const samples = new Float32Array(Uint8Array.from(bytes).buffer);
  const encoded = new Uint8Array(wavSamples(samples).buffer);
  const wav = Buffer.concat([wavHeader(samples.length, audioSampleRate), encoded]);
  return { type: "input_audio", input_audio: { data: wav.toString("base64"), format: "wav" } };
}

async function preparedFile(media: TurnMedia): Promise<Buffer> {
  const bytes = await readFile(media.path).catch(() => null);
  if (bytes?.length !== preparedBytes(media)) {
    throw new AppError("media-missing", `${media.path} is missing or incomplete`, {
      name: basename(media.path),
    });
  }
  return bytes;
}
