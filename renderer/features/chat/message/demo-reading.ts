import type { MessagePart } from "../../../../shared/chat/message-part.ts";
import { mediaOf, textOf, type Message } from "../../../../shared/chat/message.ts";
import { checkReceipt } from "../../../../shared/receipts/check-receipt.ts";
import { readReceipt } from "../../../../shared/receipts/read-receipt.ts";

/** What the demo model did with the media of a question; null: it is another model's reply, or there were none. */
export type DemoReading =
  | "read"
  /** A receipt whose items and total do not agree: the picture is probably not like the sample. */
  | "doubtful"
  | "not-read"
  | "heard";

/** The demo model's own words for a picture that is not like its sample. */
const unreadable = '{"error":"not readable"}';

/** @param demoName the name of the demo model */
export function demoReading(
  reply: Message,
  question: Message | null,
  demoName: string | undefined,
): DemoReading | null {
  const media = question === null ? [] : mediaOf(question);
  if (demoName === undefined || reply.modelName !== demoName || media.length === 0) return null;
  if (media.every(({ kind }) => kind === "audio")) return "heard";
  // A task with a view of its own shows it there.
  if (reply.task?.jsonSchema === undefined && textOf(reply).trim() === unreadable) return "not-read";
  return reply.parts.some(isDoubtful) ? "doubtful" : "read";
}

/** The samples agree, and what the model knows of reading is theirs. */
function isDoubtful(part: MessagePart): boolean {
  if (part.type !== "text") return false;
  const read = readReceipt(part.text);
  return read.type === "receipt" && checkReceipt(read.receipt).type !== "agrees";
}
