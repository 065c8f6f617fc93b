import type { IncompleteReason, Message } from "./message.ts";
import type { MessagePart } from "./message-part.ts";

/**
 * Whether a reply that was cut off can go on where it ended: one with text, or reasoning, that was generated
 * without a fixed form, and one that is written piece by piece.
 */
export function canContinue({ role, status, task, parts }: Message): boolean {
  if (role !== "assistant" || !wasCutOff(status)) return false;
  if (task?.each !== undefined) return parts.length > 0;
  return task?.jsonSchema === undefined && parts.some(isWritten);
}

function wasCutOff(status: Message["status"]): boolean {
  return status.type === "failed" || (status.type === "incomplete" && !unfit.has(status.reason));
}

/** The model itself ended its turn: it would do so again. */
const unfit: ReadonlySet<IncompleteReason> = new Set(["ended-in-reasoning"]);

function isWritten(part: MessagePart): boolean {
  return (part.type === "text" || part.type === "reasoning") && part.text.trim() !== "";
}
