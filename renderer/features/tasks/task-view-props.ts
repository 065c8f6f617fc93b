import type { Message } from "../../../shared/chat/message.ts";

export interface TaskViewProps {
  readonly reply: Message;
  readonly question: Message;
}
