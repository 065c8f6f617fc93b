import { randomUUID } from "node:crypto";
import type { Attachment, MessagePart } from "../../shared/chat/message-part.ts";
import type { ReplyTask } from "../../shared/chat/reply-task.ts";

/** The content of a message that is sent or edited. */
export interface UserInput {
  readonly text: string;
  /** Of the task; empty: the text is all there is. */
  readonly prompt: string;
  readonly attachments: readonly Attachment[];
}

/** The parts of a user message: its attachments, the prompt of its task, and the text unless that is blank. */
export function userParts(
  { text, prompt, attachments }: UserInput,
  task: ReplyTask | null,
): readonly MessagePart[] {
  const contents = [
    ...attachments,
    ...(prompt === "" ? [] : [{ type: "text" as const, text: prompt, ...(task && { ofTask: task.name }) }]),
    ...(text.trim() === "" ? [] : [{ type: "text" as const, text }]),
  ];
  return contents.map((content): MessagePart => ({ ...content, id: randomUUID(), status: "complete" }));
}
