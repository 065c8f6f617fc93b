import type { Page } from "@playwright/test";
import type { StoredMedia } from "../../../shared/ipc/bridge.ts";
import type { Result } from "../../../shared/ipc/result.ts";

/**
 * Media access from a page: through the preload if there is one, otherwise over HTTP, as the page's own code
 * does.
 */
export interface MediaPage {
  /** Uploads a file. Returns the hash reported by the host and the hash computed in the browser. */
  put(file: TestFile): Promise<{ readonly stored: string; readonly own: string }>;
  /** Whether the stored file is equal to the file that was sent. */
  readsBack(hash: string, file: TestFile): Promise<boolean>;
  /** The width in pixels, or null if the file is not shown as an image. */
  imageWidth(hash: string): Promise<number | null>;
  /** The duration of an audio file, and its position after seeking to `toS`, in seconds. */
  seek(hash: string, toS: number): Promise<{ readonly durationS: number; readonly atS: number }>;
  /** The URL at which this page reads a stored file. */
  url(hash: string): Promise<string>;
}

export type TestFile =
  | { readonly type: "text"; readonly text: string }
  /** Every byte differs from its neighbours. */
  | { readonly type: "large"; readonly bytes: number }
  | { readonly type: "png"; readonly widthPx: number }
  | { readonly type: "wav"; readonly seconds: number };

export async function mediaPage(page: Page): Promise<MediaPage> {
  await page.evaluate(installInPage);
  return {
    put: (file) => page.evaluate((wanted) => mediaTools.put(wanted), file),
    readsBack: (hash, file) =>
      page.evaluate(([name, wanted]) => mediaTools.readsBack(name, wanted), [hash, file] as const),
    imageWidth: (hash) => page.evaluate((name) => mediaTools.imageWidth(name), hash),
    url: (hash) => page.evaluate((name) => mediaTools.url(name), hash),
    seek: (hash, toS) => page.evaluate(([name, at]) => mediaTools.seek(name, at), [hash, toS] as const),
  };
}

declare const mediaTools: MediaPage;

function installInPage(): void {
  const hex = (bytes: ArrayBuffer) =>
    Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");

  function wav(seconds: number): Blob {
    const samples = seconds * 16_000;
    const header = new DataView(new ArrayBuffer(44));
    const write = (at: number, text: string) =>
      Array.from(text).forEach((letter, index) => header.setUint8(at + index, letter.charCodeAt(0)));
    write(0, "RIFF");
    header.setUint32(4, 36 + samples * 2, true);
    write(8, "WAVEfmt ");
    header.setUint32(16, 16, true);
    header.setUint16(20, 1, true);
    header.setUint16(22, 1, true);
    header.setUint32(24, 16_000, true);
    header.setUint32(28, 32_000, true);
    header.setUint16(32, 2, true);
    header.setUint16(34, 16, true);
    write(36, "data");
    header.setUint32(40, samples * 2, true);
    return new Blob([header, new Int16Array(samples)]);
  }

  async function make(file: TestFile): Promise<Blob> {
    switch (file.type) {
      case "text":
        return new Blob([file.text]);
      case "large":
        return new Blob([Uint8Array.from({ length: file.bytes }, (_, index) => index % 251)]);
      case "png": {
        const canvas = new OffscreenCanvas(file.widthPx, 10);
        canvas.getContext("2d")?.fillRect(0, 0, 5, 5);
        return canvas.convertToBlob({ type: "image/png" });
      }
      case "wav":
        return wav(file.seconds);
    }
  }

  interface Keys {
    readonly pageKey: string;
    readonly mediaKey: string;
  }
  const keys = JSON.parse(localStorage.getItem("facet.keys") ?? "null") as Keys | null;
  const urlOf = (hash: string) => `/media/${hash}${keys ? `?key=${keys.mediaKey}` : ""}`;

  async function send(bytes: Blob): Promise<Result<StoredMedia>> {
    if (window.facet) return window.facet.putMedia(bytes);
    const headers = { Authorization: `Bearer ${keys?.pageKey ?? ""}` };
    return (await (
      await fetch("/media", { method: "POST", body: bytes, headers })
    ).json()) as Result<StoredMedia>;
  }

  const once = (target: EventTarget, event: string) =>
    new Promise<boolean>((done) => {
      target.addEventListener(event, () => done(true), { once: true });
      target.addEventListener("error", () => done(false), { once: true });
    });

  const tools: MediaPage = {
    async put(file) {
      const bytes = await make(file);
      const own = hex(await crypto.subtle.digest("SHA-256", await bytes.arrayBuffer()));
      const result = await send(bytes);
      return { own, stored: result.ok ? result.value.hash : result.error.code };
    },
    async readsBack(hash, file) {
      const sent = new Uint8Array(await (await make(file)).arrayBuffer());
      const read = new Uint8Array(await (await fetch(urlOf(hash))).arrayBuffer());
      return sent.length === read.length && sent.every((byte, index) => byte === read[index]);
    },
    url: (hash) => Promise.resolve(new URL(urlOf(hash), location.href).href),
    async imageWidth(hash) {
      const image = new Image();
      const loaded = once(image, "load");
      image.src = urlOf(hash);
      return (await loaded) ? image.naturalWidth : null;
    },
    async seek(hash, toS) {
      const audio = new Audio(urlOf(hash));
      audio.preload = "metadata";
      await once(audio, "loadedmetadata");
      const seeked = once(audio, "seeked");
      audio.currentTime = toS;
      await seeked;
      return { durationS: audio.duration, atS: audio.currentTime };
    },
  };
  Object.assign(globalThis, { mediaTools: tools });
}
