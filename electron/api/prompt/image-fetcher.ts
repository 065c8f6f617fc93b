import { AppError } from "../../../shared/ipc/result.ts";
import type { SafeFetch } from "../../net/safe-fetch.ts";

/**
 * Fetches an image that a program names by its URL.
 * @throws AppError `address-refused`, `fetch-failed`, `media-too-large`, `media-unreadable`
 */
export type FetchImage = (url: string, signal: AbortSignal) => Promise<Uint8Array>;

const mostBytes = 32 * 1024 ** 2;

/** Whether it is an image is decided by the bytes; other types are not read at all. */
const mayBeImage = (mediaType: string) =>
  mediaType.startsWith("image/") || mediaType === "" || mediaType === "application/octet-stream";

export function imageFetcher(fetch: SafeFetch): FetchImage {
  return async (url, signal) => {
    const limit = (mediaType: string) => (mayBeImage(mediaType) ? mostBytes : null);
    const { status, bytes, isCut } = await fetch({ url, accept: "image/*", mostBytes: limit }, signal);
    if (status !== 200)
      throw new AppError("media-unreadable", `The server of the image answered ${status}`, { name: "image" });
    if (isCut)
      throw new AppError("media-too-large", `The image is larger than ${mostBytes} bytes`, {
        limitBytes: mostBytes,
      });
    return bytes;
  };
}
