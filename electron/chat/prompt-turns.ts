import { mediaOf, type Message, type MessageId } from "../../shared/chat/message.ts";
import type { MediaPart, MessagePart } from "../../shared/chat/message-part.ts";
import { piecesFor } from "../../shared/chat/reply-pieces.ts";
import { promptTextOf } from "../../shared/chat/prompt-text.ts";
import type { Turn } from "../../shared/inference/prompt-turn.ts";
import type { ErrorCode } from "../../shared/ipc/result.ts";

export interface BranchTurn extends Omit<Turn, "media" | "steps"> {
  readonly media: readonly MediaPart[];
  /** Only of a reply with tool calls: everything it consists of. */
  readonly calling?: readonly MessagePart[];
  readonly isPinned: boolean;
  /** The first message that the turn is made of. */
  readonly messageId: MessageId;
}

/**
 * The turns of a branch: visible text only, with alternating roles.
 *
 * - A reply without text (failed, stopped, or ended before its answer began) is left out, and the user
 *   messages before and after it become one turn, because models handle two turns of one role in a row badly.
 *   A reply that was cut off stays.
 * - A message that did not fit is left out with its failed reply: otherwise no later message would fit
 *   either. The same applies to a message whose attachments the model could not be given.
 * - A reply with tool calls is represented by its parts, also where it has no text: what was done was done.
 * - A message that was answered image by image, or clip by clip, is represented by the text of the answers:
 *   an hour of audio would fit into no context window.
 */
export function promptTurns(branch: readonly Message[]): BranchTurn[] {
  const turns: BranchTurn[] = [];
  for (const [index, message] of branch.entries()) {
    const text = promptTextOf(message);
    const media = wasTakenInPieces(message, branch[index + 1]) ? [] : mediaOf(message);
    const last = turns.at(-1);
    if (message.role === "user" && wasRefused(branch[index + 1])) continue;
    const calls = message.parts.some(({ type }) => type === "tool-call");
    if (message.role === "assistant" && text.trim() === "" && !calls) continue;
    if (last?.role === message.role) {
      const isPinned = last.isPinned || message.isPinned;
      turns[turns.length - 1] = {
        ...last,
        text: [last.text, text].filter((words) => words !== "").join("\n\n"),
        media: [...last.media, ...media],
        isPinned,
      };
    } else {
      const { id: messageId, role, isPinned } = message;
      turns.push({ messageId, role, text, media, isPinned, ...(calls && { calling: message.parts }) });
    }
  }
  return turns;
}

function wasTakenInPieces(message: Message, reply: Message | undefined): boolean {
  return piecesFor(reply?.task ?? null, message).length > 1;
}

const refusals: ReadonlySet<ErrorCode> = new Set(["message-too-long", "media-missing", "media-unsupported"]);

function wasRefused(reply: Message | undefined): boolean {
  return reply?.status.type === "failed" && refusals.has(reply.status.error.code);
}
