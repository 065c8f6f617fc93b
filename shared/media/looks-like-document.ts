/** Number of bins of the lightness histogram. */
const steps = 32;

/**
 * Whether an image is likely to contain text: much of it has nearly the same lightness (the paper), and
 * little of it is coloured. This heuristic is used only by the Auto budget and errs towards true: a photo at
 * a document's budget costs time, but a document at a photo's budget is illegible.
 *
 * @param pixels of the image scaled down to a thumbnail, on white: red, green and blue, then the rest of a
 * pixel's bytes
 */
export function looksLikeDocument(pixels: Uint8Array | Uint8ClampedArray, bytesPerPixel: 3 | 4): boolean {
  const counts = new Array<number>(steps).fill(0);
  let coloured = 0;
  const pixelCount = pixels.length / bytesPerPixel;
  for (let at = 0; at < pixels.length; at += bytesPerPixel) {
    const [red = 0, green = 0, blue = 0] = [pixels[at], pixels[at + 1], pixels[at + 2]];
    const lightness = (red * 3 + green * 6 + blue) / 10;
    const index = Math.min(steps - 1, Math.floor((lightness / 256) * steps));
    counts[index] = (counts[index] ?? 0) + 1;
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > 72) coloured += 1;
  }
  // Paper fills a few neighbouring bins however it is lit; a photo's lightness is spread over many.
  const paper = counts.map((count, index) => count + (counts[index + 1] ?? 0) + (counts[index + 2] ?? 0));
  return Math.max(...paper) / pixelCount > 0.4 && coloured / pixelCount < 0.25;
}
