import type { Message } from "../../../shared/chat/message.ts";
import { piecesFor, type Piece } from "../../../shared/chat/reply-pieces.ts";

export interface PieceAnswer extends Piece {
  /** Index of its part in the reply. */
  readonly position: number;
  /** null: not requested yet. */
  readonly text: string | null;
  readonly isBeingWritten: boolean;
  /** The model reached its output limit before it finished. */
  readonly isCut: boolean;
}

/** The pieces of a question, each with its part of the reply so far. */
export function pieceAnswers(reply: Message, question: Message): readonly PieceAnswer[] {
  const isStreaming = reply.status.type === "streaming";
  return piecesFor(reply.task, question).map((piece, position) => {
    const part = reply.parts[position];
    return {
      ...piece,
      position,
      text: part?.type === "text" ? part.text : null,
      isBeingWritten: isStreaming && position === reply.parts.length - 1,
      isCut: part?.type === "text" && part.isCut === true,
    };
  });
}
