import { memo } from "react";
import type { MessageId } from "../../../../shared/chat/message.ts";
import { useMessage } from "../state/message-subscription.ts";
import { AssistantMessage } from "./AssistantMessage.tsx";
import { UserMessage } from "./UserMessage.tsx";

export interface MessageRowProps {
  readonly id: MessageId;
  readonly isLast: boolean;
  /** Position among the alternatives, from 1. */
  readonly position: number;
  readonly count: number;
  readonly previousId: MessageId | null;
  readonly nextId: MessageId | null;
}

/** One message. A new token re-renders only the row it belongs to. */
export const MessageRow = memo(function MessageRow({ id, isLast, ...versions }: MessageRowProps) {
  const message = useMessage(id);
  if (!message) return null;
  return message.role === "user" ? (
    <UserMessage message={message} versions={versions} isLast={isLast} />
  ) : (
    <AssistantMessage message={message} versions={versions} isLast={isLast} />
  );
});
