import type { MediaContent } from "../../../../shared/chat/message-part.ts";
import { mediaUrl } from "../../../ipc/private-url.ts";

/** The address of a medium in the file; null: it is not in it. */
export type EmbeddedMedia = ReadonlyMap<string, string>;

/** All files together: larger pages are hard to open. */
const mostBytes = 150_000_000;

/** What every browser shows or plays, and nothing that could run. */
const embeddable =
  /^(?:image\/(?:png|jpeg|gif|webp|avif|bmp)|audio\/(?:wav|x-wav|mpeg|mp4|aac|ogg|flac|webm)|video\/(?:mp4|webm|ogg))$/;

/** The originals as data URIs, by their hash, as far as they are small enough and other programs show them. */
export async function embeddedMedia(media: readonly MediaContent[]): Promise<EmbeddedMedia> {
  const embedded = new Map<string, string>();
  let left = mostBytes;
  for (const { hash, mediaType, sizeBytes } of media) {
    const type = (mediaType.split(";")[0] ?? "").trim().toLowerCase();
    if (embedded.has(hash) || sizeBytes > left || !embeddable.test(type)) continue;
    const uri = await dataUriOf(hash, type).catch(() => null);
    if (uri === null) continue;
    left -= sizeBytes;
    embedded.set(hash, uri);
  }
  return embedded;
}

async function dataUriOf(hash: string, type: string): Promise<string | null> {
  const response = await fetch(mediaUrl(hash));
  if (!response.ok) return null;
  const bytes = new Blob([await response.arrayBuffer()], { type });
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(typeof reader.result === "string" ? reader.result : null);
    reader.onerror = () => resolve(null);
    reader.readAsDataURL(bytes);
  });
}
