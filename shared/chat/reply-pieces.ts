import { mediaOf, type Message } from "./message.ts";
import type { MediaPart, PreparedPiece } from "./message-part.ts";
import type { ReplyTask } from "./reply-task.ts";

/** One image or clip that the model is asked about by itself. */
export interface Piece {
  readonly piece: PreparedPiece;
  /** The attachment it belongs to. */
  readonly source: MediaPart;
}

/**
 * The images or clips that the model is asked about one after the other; a complete reply has as many parts.
 * Empty: the task does not work piece by piece, or nothing of its kind is attached.
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

/** The type of the parts that such a task generates. */
export function pieceTypeOf({ each }: Pick<ReplyTask, "each">): "receipt" | "transcript" {
  return each === "clip" ? "transcript" : "receipt";
}
