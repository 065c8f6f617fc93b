import { textOf, type Message, type MessageId } from "../../shared/chat/message.ts";
import type { Turn } from "../../shared/engine/protocol.ts";

export interface PromptTurn extends Turn {
  readonly isPinned: boolean;
  /** The first message of which it is made. */
  readonly messageId: MessageId;
}

/**
 * What the model is shown of a branch: visible text only, roles in turn. A reply without text (failed, stopped or ended
 * before its answer began) is left out, and what the person wrote before and after it becomes one turn: they said both,
 * and a model takes two turns of one role in a row badly. A reply that was cut off stays, as far as it got. A message that
 * did not fit is left out with its failed reply: sent again, it would keep every later one from fitting too.
 */
export function promptTurns(branch: readonly Message[]): PromptTurn[] {
  const turns: PromptTurn[] = [];
  for (const [index, message] of branch.entries()) {
    const text = textOf(message);
    const last = turns.at(-1);
    if (message.role === "user" && didNotFit(branch[index + 1])) continue;
    if (message.role === "assistant" && text.trim() === "") continue;
    if (last?.role === message.role) {
      const isPinned = last.isPinned || message.isPinned;
      turns[turns.length - 1] = { ...last, text: `${last.text}\n\n${text}`, isPinned };
    } else {
      turns.push({ messageId: message.id, role: message.role, text, isPinned: message.isPinned });
    }
  }
  return turns;
}

function didNotFit(reply: Message | undefined): boolean {
  return reply?.status.type === "failed" && reply.status.error.code === "message-too-long";
}
