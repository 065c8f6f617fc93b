import { AppError } from "../../shared/ipc/result.ts";
import type { ImageBudget } from "../../shared/media/image-budget.ts";
import type { FileDecoder } from "../decode/file-decoder.ts";
import { inBackground } from "../in-background.ts";
import type { ApiMedia, DecodedMedia } from "./api-media.ts";

/** Decodes the media of requests as files without a page are decoded. */
export function mediaOfDecoder(decoder: Pick<FileDecoder, "decode">): ApiMedia {
  const decode = async (
    kind: "image" | "audio",
    bytes: Uint8Array,
    budget: ImageBudget | null,
    signal: AbortSignal,
  ): Promise<DecodedMedia> => {
    const name = kind === "image" ? "The image" : "The recording";
    const file = { name, source: { type: "bytes", bytes } } as const;
    const decoded = await decoder.decode(file, { budget, isDocument: false }, signal);
    if (decoded.type !== "media") throw wrongKind(name, kind);
    if (decoded.kind !== kind) {
      await decoded.remove();
      throw wrongKind(name, kind);
    }
    return {
      media: decoded.pieces.map(({ media }) => media),
      release: () => inBackground(decoded.remove()),
    };
  };
  return {
    image: (bytes, budget, signal) => decode("image", bytes, budget, signal),
    audio: (bytes, signal) => decode("audio", bytes, null, signal),
  };
}

function wrongKind(name: string, kind: string): AppError {
  return new AppError("media-unreadable", `${name} is no ${kind}`, { name });
}
