import type { Orientation } from "../../../shared/media/exif-orientation.ts";
import type { Size } from "../../../shared/media/image-scaler.ts";

/** A decoded image: RGBA, four bytes per pixel, not premultiplied. */
export interface Raster extends Size {
  readonly rgba: Uint8ClampedArray;
}

/** Composites transparent pixels onto white, in place. */
export function flatten({ rgba }: Raster): void {
  for (let at = 3; at < rgba.length; at += 4) {
    const alpha = rgba[at] ?? 255;
    if (alpha === 255) continue;
    for (let channel = at - 3; channel < at; channel++) {
      rgba[channel] = 255 + Math.round((((rgba[channel] ?? 0) - 255) * alpha) / 255);
    }
    rgba[at] = 255;
  }
}

/** Turns and mirrors an image so that it is upright. */
export function upright(raster: Raster, orientation: Orientation): Raster {
  if (orientation === 1) return raster;
  const { widthPx, heightPx, rgba } = raster;
  const isOnItsSide = orientation >= 5;
  const size = isOnItsSide ? { widthPx: heightPx, heightPx: widthPx } : { widthPx, heightPx };
  const from = new Uint32Array(rgba.buffer, rgba.byteOffset, widthPx * heightPx);
  const to = new Uint32Array(from.length);
  const [right, bottom] = [widthPx - 1, heightPx - 1];
  const sources: Readonly<Record<Orientation, (x: number, y: number) => readonly [number, number]>> = {
    1: (x, y) => [x, y],
    2: (x, y) => [right - x, y],
    3: (x, y) => [right - x, bottom - y],
    4: (x, y) => [x, bottom - y],
    5: (x, y) => [y, x],
    6: (x, y) => [y, bottom - x],
    7: (x, y) => [right - y, bottom - x],
    8: (x, y) => [right - y, x],
  };
  const sourceOf = sources[orientation];
  for (let y = 0, at = 0; y < size.heightPx; y++) {
    for (let x = 0; x < size.widthPx; x++, at++) {
      const [fromX, fromY] = sourceOf(x, y);
      to[at] = from[fromY * widthPx + fromX] ?? 0;
    }
  }
  return { ...size, rgba: new Uint8ClampedArray(to.buffer) };
}
