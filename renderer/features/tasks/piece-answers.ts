import type { Message } from "../../../shared/chat/message.ts";
import type { ReceiptPart, TranscriptPart } from "../../../shared/chat/message-part.ts";
import { piecesFor, type Piece } from "../../../shared/chat/reply-pieces.ts";

export interface PieceAnswer extends Piece {
  /** null: not requested yet. */
  readonly part: ReceiptPart | TranscriptPart | null;
  /** The reply was stopped, or failed, during this piece. */
  readonly isStopped: boolean;
  /** The model reached its output limit before it finished. */
  readonly isCutOff: boolean;
}

/** The pieces of a question, each with its part of the reply so far. */
export function pieceAnswers(reply: Message, question: Message): readonly PieceAnswer[] {
  const parts = reply.parts.filter((part) => part.type === "receipt" || part.type === "transcript");
  return piecesFor(reply.task, question).map((piece, index) => {
    const part = parts[index] ?? null;
    const isStopped = wasStopped(reply) && index === parts.length - 1;
    return { ...piece, part, isStopped, isCutOff: part?.status === "incomplete" && !isStopped };
  });
}

/** How many pieces have been requested so far. */
export function begunCount(answers: readonly PieceAnswer[]): number {
  return answers.filter(({ part }) => part !== null).length;
}

/** Whether the reply ended before its last part was complete. */
function wasStopped({ status }: Message): boolean {
  return (
    status.type === "failed" ||
    (status.type === "incomplete" && ["stopped", "interrupted"].includes(status.reason))
  );
}
