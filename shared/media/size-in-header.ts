import { imageSize } from "image-size";

/** The size of an image, read without decoding it from its file's beginning; null: it is not in there. */
export function sizeInHeader(
  bytes: Uint8Array,
): { readonly widthPx: number; readonly heightPx: number } | null {
  try {
    // A copy, behind which there is nothing: the library reads on in the memory that a shorter file lies in.
    const { width, height } = imageSize(new Uint8Array(bytes));
    return { widthPx: width, heightPx: height };
  } catch {
    return null;
  }
}
