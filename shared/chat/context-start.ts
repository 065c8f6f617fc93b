import type { ErrorCode } from "../ipc/result.ts";
import { answerTextOf, type MessagePart } from "./message-part.ts";
import type { Message, MessageId } from "./message.ts";

/**
 * The first message in the context when the last reply of a branch ended; null: the first message of the
 * branch. Replies that failed or were interrupted carry no information about the context.
 */
export function contextStart(branch: readonly Message[]): MessageId | null {
  return branch.findLast(({ role, stats }) => role === "assistant" && stats !== null)?.contextStartId ?? null;
}

/**
 * The messages that left the context during the last reply of this branch, oldest first. Pinned exchanges
 * stay.
 */
export function droppedMessages(branch: readonly Message[]): readonly Message[] {
  const startId = branch.at(-1)?.contextStartId ?? null;
  if (startId === null) return [];
  const placeOf = (id: MessageId | null) => branch.findIndex((message) => message.id === id);
  const from = Math.max(0, placeOf(contextStart(branch.slice(0, -1))));
  const left: Message[] = [];
  let isPinned = false;
  for (const message of branch.slice(from, Math.max(0, placeOf(startId)))) {
    // A reply is pinned with the message it answers.
    if (message.role === "user") isPinned = message.isPinned;
    if (!isPinned) left.push(message);
  }
  return left.filter((message) => wasInPrompt(message, branch));
}

/** A reply without text, and a message that was refused with it, were never in the context. */
function wasInPrompt(message: Message, branch: readonly Message[]): boolean {
  if (message.role === "assistant") return message.parts.some((part) => hasContent(part));
  const { status } = branch[branch.indexOf(message) + 1] ?? message;
  return status.type !== "failed" || !neverGiven.has(status.error.code);
}

function hasContent(part: MessagePart): boolean {
  return part.type === "tool-call" || (answerTextOf(part) ?? "").trim() !== "";
}

/** Errors that are found before anything is given to the model. */
const neverGiven: ReadonlySet<ErrorCode> = new Set([
  "message-too-long",
  "media-missing",
  "media-unsupported",
]);
