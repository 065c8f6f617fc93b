import { memo, type ComponentType } from "react";
import type { MessagePart } from "../../../../shared/chat/message-part.ts";
import type { MessageId } from "../../../../shared/chat/message.ts";
import { partGroups } from "./part-groups.ts";
import type { PartViewProps } from "./part-view-props.ts";
import { partViews } from "./part-views.tsx";

export interface PartRowsProps {
  readonly parts: readonly MessagePart[];
  readonly messageId: MessageId;
}

/** The parts of a message, in order. */
export function PartRows({ parts, messageId }: PartRowsProps) {
  return partGroups(parts).map(({ part, joined }) => (
    <PartRow key={part.id} part={part} joined={joined} messageId={messageId} />
  ));
}

/** A new token replaces one part, so only the row of that part is rendered again. */
const PartRow = memo(function PartRow(props: PartViewProps) {
  // Each view takes the parts of its own type, by which it is looked up.
  const View = partViews[props.part.type] as ComponentType<PartViewProps>;
  return <View {...props} />;
}, isSameRow);

function isSameRow(before: PartViewProps, after: PartViewProps): boolean {
  return (
    before.part === after.part &&
    before.messageId === after.messageId &&
    before.joined.length === after.joined.length &&
    before.joined.every((part, index) => part === after.joined[index])
  );
}
