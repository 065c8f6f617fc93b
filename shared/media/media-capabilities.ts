import type { MediaPart } from "../chat/message.ts";

/** The media a model supports. */
export interface MediaCapabilities {
  readonly sees: boolean;
  readonly hears: boolean;
}

/** Whether a model supports an attachment. For a video, images are enough. */
export function supportsKind(kind: MediaPart["kind"], { sees, hears }: MediaCapabilities): boolean {
  return kind === "audio" ? hears : sees;
}
