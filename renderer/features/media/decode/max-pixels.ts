import { DecodeError } from "./decode-failure.ts";

/** A decoded pixel takes four bytes; a larger image could crash the page. */
export const maxPixels = 120_000_000;

/** @throws DecodeError `too-large` */
export function assertPixels(pixels: number): void {
  if (pixels <= maxPixels) return;
  throw new DecodeError("too-large", `${pixels} pixels`, { limitMegapixels: maxPixels / 1e6 });
}
