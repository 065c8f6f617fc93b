import type { MediaPart } from "../../shared/chat/message.ts";
import type { Turn, TurnMedia } from "../../shared/engine/protocol.ts";
import { AppError } from "../../shared/ipc/result.ts";
import { preparedBytes } from "../../shared/media/prepared-media.ts";
import type { PromptTurn } from "../chat/prompt-turns.ts";
import type { MediaStore } from "./media-store.ts";

/** The turns with their media as the engine takes them. @throws AppError `media-missing` {name}: no longer on the disk */
export function engineTurns(turns: readonly PromptTurn[], store: MediaStore): Turn[] {
  return turns.map(({ role, text, isPinned, media }) => ({
    role,
    text,
    ...(isPinned && { isPinned }),
    ...(media.length > 0 && { media: media.flatMap((part) => filesOf(part, store)) }),
  }));
}

/** Looked at just before: what is shorter than it should be must not reach native code. */
function filesOf({ name, prepared }: MediaPart, store: MediaStore): TurnMedia[] {
  return prepared.map(({ timeMs: _, ...piece }) => {
    if (store.sizeOf(piece.hash) !== preparedBytes(piece))
      throw new AppError("media-missing", `${piece.hash} is gone or not whole`, { name });
    return { ...piece, path: store.pathOf(piece.hash) };
  });
}
