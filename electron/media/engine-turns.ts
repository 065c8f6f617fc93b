import type { MediaContent, PreparedPiece } from "../../shared/chat/message-part.ts";
import type { Turn, TurnMedia } from "../../shared/inference/prompt-turn.ts";
import { AppError } from "../../shared/ipc/result.ts";
import { supportsKind, type MediaCapabilities } from "../../shared/media/media-capabilities.ts";
import { preparedBytes } from "../../shared/media/prepared-media.ts";
import type { BranchTurn } from "../chat/prompt-turns.ts";
import type { MediaStore } from "./media-store.ts";

/**
 * Converts turns with their media to the engine's form. Media from earlier in the chat that the model does
 * not support are replaced by a line of text that names them; without it, the model would answer as if they
 * had never been there.
 * @throws AppError `media-missing` {name} when a file is no longer on disk
 */
export function engineTurns(
  turns: readonly BranchTurn[],
  store: MediaStore,
  takes: MediaCapabilities,
): Turn[] {
  return turns.map(({ role, isPinned, ...turn }) => ({
    role,
    ...(isPinned && { isPinned }),
    ...withMedia(turn, store, takes),
  }));
}

/** A text and the media that precede it, as far as the model supports them; a note stands for each other one. */
export function withMedia(
  { text, media }: { readonly text: string; readonly media: readonly MediaContent[] },
  store: MediaStore,
  takes: MediaCapabilities,
): Pick<Turn, "text" | "media"> {
  const taken = media.filter(({ kind }) => supportsKind(kind, takes));
  const notes = media.filter(({ kind }) => !supportsKind(kind, takes)).map(noteOf);
  const files = taken.flatMap(({ name, prepared }) =>
    // The audio track of a video is left out when the model does not support audio.
    prepared.filter(({ kind }) => supportsKind(kind, takes)).map((piece) => turnMedia(piece, name, store)),
  );
  return {
    text: notes.length === 0 ? text : [...notes, text].filter((line) => line !== "").join("\n\n"),
    ...(files.length > 0 && { media: files }),
  };
}

function noteOf({ kind, name }: MediaContent): string {
  return kind === "audio" ? `(A sound you can not hear: ${name})` : `(A picture you can not see: ${name})`;
}

/**
 * Checks the file's size right before use, because a truncated file must not reach native code.
 * @param name of the attachment that the piece was prepared from
 * @throws AppError `media-missing` {name}
 */
export function turnMedia(
  { timeMs: _, ...piece }: PreparedPiece,
  name: string,
  store: MediaStore,
): TurnMedia {
  if (store.sizeOf(piece.hash) !== preparedBytes(piece))
    throw new AppError("media-missing", `${piece.hash} is missing or truncated`, { name });
  return { ...piece, path: store.pathOf(piece.hash) };
}
