import type { MediaContent } from "../chat/message-part.ts";

/** The media a model supports. */
export interface MediaCapabilities {
  readonly sees: boolean;
  readonly hears: boolean;
}

export type MediaCapability = keyof MediaCapabilities;

/** Whether a model supports an attachment. For a video, images are enough. */
export function supportsKind(kind: MediaContent["kind"], { sees, hears }: MediaCapabilities): boolean {
  return kind === "audio" ? hears : sees;
}
