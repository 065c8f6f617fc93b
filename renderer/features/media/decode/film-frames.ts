/// <reference lib="webworker" />
import { CanvasSink, EncodedPacketSink, type InputVideoTrack } from "mediabunny";
import { sizeForBudget } from "../../../../shared/media/image-budget.ts";
import { DecodeError } from "./decode-failure.ts";
import { createImageScaler, type Size } from "./image-scaler.ts";
import type { DecodedFrame } from "./recording-protocol.ts";

const mostFrames = 60;
const tokensOfFrame = 70;
const thumbnailSidePx = 320;

export interface FilmFrames {
  readonly size: Size;
  readonly thumbnail: Blob | null;
}

/** One frame a second from the first on, turned upright, each at 70 tokens. */
export async function readFrames(
  track: InputVideoTrack,
  onFrame: (frame: DecodedFrame, part: number) => Promise<void>,
): Promise<FilmFrames> {
  // The library would join colour and transparency in workers made of text, which the page's policy forbids.
  if (await isTransparent(track)) {
    const codec = `${(await track.getCodec()) ?? "?"}, transparent`;
    throw new DecodeError("no-decoder", "A film with transparency", { codec, of: "film" });
  }
  const size: Size = { widthPx: await track.getDisplayWidth(), heightPx: await track.getDisplayHeight() };
  const target = sizeForBudget(size.widthPx, size.heightPx, tokensOfFrame);
  const start = await track.getFirstTimestamp();
  const seconds = (await track.computeDuration()) - start;
  const count = Math.max(1, Math.min(mostFrames, Math.ceil(seconds)));
  const times = Array.from({ length: count }, (_, second) => start + second);
  let read = 0;
  let thumbnail: Blob | null = null;
  for await (const frame of new CanvasSink(track, { poolSize: 1 }).canvasesAtTimestamps(times)) {
    if (!frame) continue;
    const canvas = frame.canvas as OffscreenCanvas;
    thumbnail ??= await thumbnailOf(canvas);
    const scaler = createImageScaler({ widthPx: canvas.width, heightPx: canvas.height }, target);
    scaler.addRows(pixelsOf(canvas));
    const { widthPx, heightPx } = target;
    const pixels = new Blob([scaler.finish()]);
    await onFrame({ kind: "frame", widthPx, heightPx, timeMs: read * 1000, pixels }, (read + 1) / count);
    read += 1;
  }
  if (read === 0) throw new DecodeError("broken", "Not one frame could be read");
  return { size, thumbnail };
}

/** A film may say that it can be, as those that a browser records of a page do, and have nothing of it in its pictures. */
async function isTransparent(track: InputVideoTrack): Promise<boolean> {
  if (!(await track.canBeTransparent())) return false;
  const first = await new EncodedPacketSink(track).getFirstPacket();
  return first?.sideData.alpha !== undefined;
}

function thumbnailOf(canvas: OffscreenCanvas): Promise<Blob> {
  const factor = Math.min(1, thumbnailSidePx / Math.max(canvas.width, canvas.height));
  const small = new OffscreenCanvas(
    Math.max(1, Math.round(canvas.width * factor)),
    Math.max(1, Math.round(canvas.height * factor)),
  );
  const context = small.getContext("2d", { alpha: false });
  if (context) {
    context.imageSmoothingQuality = "high";
    context.drawImage(canvas, 0, 0, small.width, small.height);
  }
  return small.convertToBlob({ type: "image/webp", quality: 0.8 });
}

function pixelsOf(canvas: OffscreenCanvas): Uint8ClampedArray {
  const context = canvas.getContext("2d");
  if (!context) throw new DecodeError("decoder-failed", "No canvas");
  return context.getImageData(0, 0, canvas.width, canvas.height).data;
}
