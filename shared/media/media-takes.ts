import type { MediaPart } from "../chat/message.ts";

/** What a model can do with media. */
export interface MediaTakes {
  readonly sees: boolean;
  readonly hears: boolean;
}

/** Whether a model can do something with an attachment; of a film, its pictures are enough. */
export function takesKind(kind: MediaPart["kind"], { sees, hears }: MediaTakes): boolean {
  return kind === "audio" ? hears : sees;
}
