import { AppError } from "../../../shared/ipc/result.ts";
import type { ImageBudget } from "../../../shared/media/image-budget.ts";
import type { TurnMedia } from "../../../shared/inference/prompt-turn.ts";
import { ApiError } from "../api-error.ts";
import type { ApiMedia, DecodedMedia } from "../api-media.ts";
import type { ApiServerOptions } from "../api-server-options.ts";
import type { FetchImage } from "./image-fetcher.ts";
import type { Content, Entry, MediaContent } from "./entry.ts";
import type { MediaOf } from "./prompt-of-entries.ts";

export interface ResolvedMedia {
  readonly hasImages: boolean;
  readonly hasAudio: boolean;
  readonly mediaOf: MediaOf;
  /** The files are not needed any more. */
  release(): void;
}

/**
 * Decodes the images and recordings of a conversation, one after the other.
 * @throws ApiError which names the one that is wrong
 */
export async function resolveMedia(
  entries: readonly Entry[],
  budget: ImageBudget | null,
  { media = null, imagesByUrl }: Pick<ApiServerOptions, "media" | "imagesByUrl">,
  signal: AbortSignal,
): Promise<ResolvedMedia> {
  const services = { decoder: media, fetchImage: imagesByUrl?.() ?? null };
  const wanted = entries.flatMap((entry) => ("content" in entry ? entry.content.filter(isMedia) : []));
  const decoded = new Map<MediaContent, DecodedMedia>();
  const release = () => {
    for (const one of decoded.values()) one.release();
  };
  try {
    for (const medium of wanted) decoded.set(medium, await decode(medium, budget, services, signal));
  } catch (thrown) {
    release();
    throw thrown;
  }
  return {
    hasImages: wanted.some(({ type }) => type === "image"),
    hasAudio: wanted.some(({ type }) => type === "audio"),
    mediaOf: (medium): readonly TurnMedia[] => decoded.get(medium)?.media ?? [],
    release,
  };
}

interface Services {
  readonly decoder: ApiMedia | null;
  readonly fetchImage: FetchImage | null;
}

async function decode(
  medium: MediaContent,
  usualBudget: ImageBudget | null,
  { decoder, fetchImage }: Services,
  signal: AbortSignal,
): Promise<DecodedMedia> {
  const { param, type } = medium;
  if (decoder === null)
    throw new ApiError("not_supported_error", `This server does not take ${type} input.`, { param });
  try {
    const bytes = await bytesOf(medium, fetchImage, signal);
    const budget = medium.budget ?? usualBudget;
    return type === "image" ? await decoder.image(bytes, budget, signal) : await decoder.audio(bytes, signal);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    throw new ApiError("invalid_request_error", thrown.message, { param, fields: { reason: thrown.code } });
  }
}

async function bytesOf(
  { source, type, param }: MediaContent,
  fetchImage: FetchImage | null,
  signal: AbortSignal,
): Promise<Uint8Array> {
  if (source.type === "base64") return base64Bytes(source.data, param);
  const data = /^data:[^,]{0,200},/i.exec(source.url)?.[0];
  if (data !== undefined) {
    if (!/;base64,$/i.test(data))
      throw new ApiError("invalid_request_error", "Send the data URI in base64.", { param });
    return base64Bytes(source.url.slice(data.length), param);
  }
  if (fetchImage === null || type !== "image" || !/^https?:/i.test(source.url))
    throw new ApiError(
      "invalid_request_error",
      "Send the file itself, as a data URI in base64: this server does not fetch it.",
      { param },
    );
  return fetchImage(source.url, signal);
}

function base64Bytes(text: string, param: string): Uint8Array {
  const bytes = /^[A-Za-z0-9+/_-]*={0,2}\s*$/.test(text) ? Buffer.from(text, "base64") : Buffer.alloc(0);
  if (bytes.length === 0)
    throw new ApiError("invalid_request_error", "This is not base64, or it is empty.", { param });
  return bytes;
}

const isMedia = (content: Content): content is MediaContent => content.type !== "text";
