import { mediaOf, textOf, type Message } from "../../../../shared/chat/message.ts";

/** What the demo model did with the media of a question; null: it is another model's reply, or there were none. */
export type DemoReading = "read" | "not-read" | "heard";

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
  return reply.task?.jsonSchema === undefined && textOf(reply).trim() === unreadable ? "not-read" : "read";
}
