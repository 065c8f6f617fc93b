import type { MediaPart } from "../chat/message.ts";

/** The media a model supports. */
export interface MediaTakes {
  readonly sees: boolean;
  readonly hears: boolean;
}

/** Whether a model supports an attachment. For a video, images are enough. */
export function takesKind(kind: MediaPart["kind"], { sees, hears }: MediaTakes): boolean {
  return kind === "audio" ? hears : sees;
}
