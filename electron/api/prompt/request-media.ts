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
  /** The files are not needed any more. To be called once. */
  release(): void;
}

/**
 * The images and recordings of a request. Each is fetched and decoded once, however many generations need it:
 * several answers, or rounds of tools. The files exist until the request and the last generation have ended.
 */
export class RequestMedia {
  readonly #services: Services;
  readonly #signal: AbortSignal;
  readonly #decoded = new Map<MediaContent, Promise<DecodedMedia>>();
  #uses = 0;
  #isOver = false;

  /** @param signal aborted when nobody waits for the answer any more */
  constructor(
    { media = null, imagesByUrl }: Pick<ApiServerOptions, "media" | "imagesByUrl">,
    signal: AbortSignal,
  ) {
    this.#services = { decoder: media, fetchImage: imagesByUrl?.() ?? null };
    this.#signal = signal;
  }

  /**
   * Decodes the images and recordings of a conversation, one after the other.
   * @throws ApiError which names the one that is wrong
   */
  async resolve(entries: readonly Entry[], budget: ImageBudget | null): Promise<ResolvedMedia> {
    const wanted = entries.flatMap((entry) => ("content" in entry ? entry.content.filter(isMedia) : []));
    const ready = new Map<MediaContent, DecodedMedia>();
    this.#uses += 1;
    try {
      for (const medium of wanted) ready.set(medium, await this.#decodeOnce(medium, budget));
    } catch (thrown) {
      this.#endUse();
      throw thrown;
    }
    return {
      hasImages: wanted.some(({ type }) => type === "image"),
      hasAudio: wanted.some(({ type }) => type === "audio"),
      mediaOf: (medium): readonly TurnMedia[] => ready.get(medium)?.media ?? [],
      release: () => this.#endUse(),
    };
  }

  /** The request has been answered, or given up. */
  close(): void {
    this.#isOver = true;
    this.#releaseUnused();
  }

  #decodeOnce(medium: MediaContent, budget: ImageBudget | null): Promise<DecodedMedia> {
    const known = this.#decoded.get(medium);
    if (known !== undefined) return known;
    const decoding = decode(medium, budget, this.#services, this.#signal);
    this.#decoded.set(medium, decoding);
    return decoding;
  }

  #endUse(): void {
    this.#uses -= 1;
    this.#releaseUnused();
  }

  #releaseUnused(): void {
    if (!this.#isOver || this.#uses > 0) return;
    for (const decoding of this.#decoded.values()) {
      decoding.then(
        (decoded) => decoded.release(),
        () => undefined,
      );
    }
    this.#decoded.clear();
  }
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
