import type { MessagePart, PartType } from "../../../../shared/chat/message-part.ts";
import type { MessageId } from "../../../../shared/chat/message.ts";

export interface PartViewProps<Part extends MessagePart = MessagePart> {
  readonly part: Part;
  /** Parts that are drawn together with it: see `partGroups`. */
  readonly joined: readonly MessagePart[];
  readonly messageId: MessageId;
}

export type PartViewPropsOf<Type extends PartType> = PartViewProps<Extract<MessagePart, { type: Type }>>;
