import type { PreparedPiece } from "../../shared/chat/message.ts";
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
    ...(media.length > 0 && {
      media: media.flatMap(({ name, prepared }) => prepared.map((piece) => turnMedia(piece, name, store))),
    }),
  }));
}

/**
 * Looked at just before: what is shorter than it should be must not reach native code.
 *
 * @param name of the attachment that it was made of
 * @throws AppError `media-missing` {name}
 */
export function turnMedia(
  { timeMs: _, ...piece }: PreparedPiece,
  name: string,
  store: MediaStore,
): TurnMedia {
  if (store.sizeOf(piece.hash) !== preparedBytes(piece))
    throw new AppError("media-missing", `${piece.hash} is gone or not whole`, { name });
  return { ...piece, path: store.pathOf(piece.hash) };
}
