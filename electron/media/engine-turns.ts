import type { MediaPart, PreparedPiece } from "../../shared/chat/message-part.ts";
import type { Turn, TurnMedia } from "../../shared/inference/prompt-turn.ts";
import { AppError } from "../../shared/ipc/result.ts";
import { takesKind, type MediaTakes } from "../../shared/media/media-takes.ts";
import { preparedBytes } from "../../shared/media/prepared-media.ts";
import type { BranchTurn } from "../chat/prompt-turns.ts";
import type { MediaStore } from "./media-store.ts";

/**
 * The turns with their media as the engine takes them. Media that another model was given earlier in the chat, and that this
 * one can't see or hear, become a line that says so: it would answer as if they had never been there.
 *
 * @throws AppError `media-missing` {name}: no longer on the disk
 */
export function engineTurns(turns: readonly BranchTurn[], store: MediaStore, takes: MediaTakes): Turn[] {
  return turns.map(({ role, text, isPinned, media }) => {
    const taken = media.filter(({ kind }) => takesKind(kind, takes));
    const notes = media.filter(({ kind }) => !takesKind(kind, takes)).map(noteOf);
    const files = taken.flatMap(({ name, prepared }) =>
      // The sound of a film is left out where the model has no ears.
      prepared.filter(({ kind }) => takesKind(kind, takes)).map((piece) => turnMedia(piece, name, store)),
    );
    return {
      role,
      text: notes.length === 0 ? text : [...notes, text].filter((line) => line !== "").join("\n\n"),
      ...(isPinned && { isPinned }),
      ...(files.length > 0 && { media: files }),
    };
  });
}

function noteOf({ kind, name }: MediaPart): string {
  return kind === "audio" ? `(A sound you can not hear: ${name})` : `(A picture you can not see: ${name})`;
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
