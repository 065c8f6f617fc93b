import type { Page } from "@playwright/test";

/** Encodes a PNG in another format with the browser's encoder. */
export async function asBrowserWrites(page: Page, png: Uint8Array, mediaType: string): Promise<Buffer> {
  const base64 = await page.evaluate(
    async ({ png, mediaType }) => {
      const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes]));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
      const blob = await canvas.convertToBlob({ type: mediaType, quality: 0.95 });
      const written = new Uint8Array(await blob.arrayBuffer());
      return btoa(Array.from(written, (byte) => String.fromCharCode(byte)).join(""));
    },
    { png: Buffer.from(png).toString("base64"), mediaType },
  );
  return Buffer.from(base64, "base64");
}
