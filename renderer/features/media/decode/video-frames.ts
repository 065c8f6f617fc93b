/// <reference lib="webworker" />
import { CanvasSink, EncodedPacketSink, type InputVideoTrack } from "mediabunny";
import { sizeForBudget } from "../../../../shared/media/image-budget.ts";
import { DecodeError } from "../../../../shared/media/decode-failure.ts";
import { createImageScaler, type Size } from "../../../../shared/media/image-scaler.ts";
import type { DecodedFrame } from "./recording-protocol.ts";

const maxFrames = 60;
const tokensPerFrame = 70;
const thumbnailSidePx = 320;

export interface VideoFrames {
  readonly size: Size;
  readonly thumbnail: Blob | null;
}

/** Extracts one frame a second, starting with the first, upright and scaled to 70 tokens each. */
export async function readFrames(
  track: InputVideoTrack,
  onFrame: (frame: DecodedFrame, part: number) => Promise<void>,
): Promise<VideoFrames> {
  // mediabunny merges colour and alpha in workers created from a blob URL, which the page's policy forbids.
  if (await isTransparent(track)) {
    const codec = `${(await track.getCodec()) ?? "?"}, transparent`;
    throw new DecodeError("no-decoder", "The video track has transparency", { codec, of: "video" });
  }
  const size: Size = { widthPx: await track.getDisplayWidth(), heightPx: await track.getDisplayHeight() };
  const target = sizeForBudget(size.widthPx, size.heightPx, tokensPerFrame);
  const start = await track.getFirstTimestamp();
  const seconds = (await track.computeDuration()) - start;
  const count = Math.max(1, Math.min(maxFrames, Math.ceil(seconds)));
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
  if (read === 0) throw new DecodeError("broken", "No video frame could be decoded");
  return { size, thumbnail };
}

/**
 * Whether the first packet has alpha data. `canBeTransparent` alone is not enough: it is true for screen
 * recordings made by a browser, whose packets have none.
 */
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
  if (!context) throw new DecodeError("decoder-failed", "Could not create a canvas context");
  return context.getImageData(0, 0, canvas.width, canvas.height).data;
}
