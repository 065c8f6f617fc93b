import type { MediaContent } from "../chat/message-part.ts";

/** The media a model supports. */
export interface MediaTakes {
  readonly sees: boolean;
  readonly hears: boolean;
}

/** Whether a model supports an attachment. For a video, images are enough. */
export function takesKind(kind: MediaContent["kind"], { sees, hears }: MediaTakes): boolean {
  return kind === "audio" ? hears : sees;
}
