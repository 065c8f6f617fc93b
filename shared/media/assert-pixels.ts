import { DecodeError } from "./decode-failure.ts";
import { decodeLimits } from "./decode-limits.ts";

/** @throws DecodeError `too-large` {limitMegapixels} */
export function assertPixels(pixels: number): void {
  if (pixels <= decodeLimits.imagePixels) return;
  throw new DecodeError("too-large", `${pixels} pixels`, { limitMegapixels: decodeLimits.imagePixels / 1e6 });
}
