import type { MediaContent } from "../chat/message-part.ts";

/** What a model can do with media. */
export interface MediaTakes {
  readonly sees: boolean;
  readonly hears: boolean;
}

/** Whether a model can do something with an attachment; of a film, its pictures are enough. */
export function takesKind(kind: MediaContent["kind"], { sees, hears }: MediaTakes): boolean {
  return kind === "audio" ? hears : sees;
}
