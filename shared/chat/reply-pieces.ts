import { mediaOf, type MediaPart, type Message, type PreparedPiece } from "./message.ts";
import type { ReplyTask } from "./reply-task.ts";

/** One of the things that a question is asked about, each by itself. */
export interface Piece {
  readonly piece: PreparedPiece;
  /** The attachment that it was made of. */
  readonly source: MediaPart;
}

/**
 * What the question is asked about one after the other; as many parts has the reply when it is complete. None: the task
 * does not ask so, or there is nothing of its kind.
 */
export function piecesFor(
  task: Pick<ReplyTask, "each"> | null,
  question: Pick<Message, "parts">,
): readonly Piece[] {
  const kind = task?.each === "clip" ? "audio" : "image";
  if (task?.each === undefined) return [];
  return mediaOf(question)
    .filter((source) => kind === "audio" || source.kind === "image")
    .flatMap((source) => source.prepared.map((piece) => ({ piece, source })))
    .filter(({ piece }) => piece.kind === kind);
}
