import { memo, useLayoutEffect, useMemo, type RefObject } from "react";
import { siblingPlace } from "../../../../shared/chat/message-tree.ts";
import type { MessageId } from "../../../../shared/chat/message.ts";
import { MessageRow } from "../message/MessageRow.tsx";
import type { LiveChat } from "../state/live-chat.ts";
import { useMountedFrom } from "./use-mounted-from.ts";

export interface ThreadProps {
  readonly tree: LiveChat["tree"];
  readonly branch: LiveChat["branch"];
  readonly scroller: RefObject<HTMLElement | null>;
  /** A message to show in the middle of the view, when a search led here. */
  readonly targetId: MessageId | null;
  readonly onTargetShown: () => void;
}

/** The messages on screen. Drawn again when one is added, not when text arrives. */
export const Thread = memo(function Thread({ tree, branch, scroller, targetId, onTargetShown }: ThreadProps) {
  const targetIndex = targetId === null ? -1 : branch.indexOf(targetId);
  const from = useMountedFrom(branch.length, targetIndex === -1 ? null : targetIndex, scroller);
  const rows = useMemo(() => branch.map((id) => ({ id, versions: siblingPlace(tree, id) })), [tree, branch]);

  useLayoutEffect(() => {
    if (targetIndex === -1) return;
    const row = scroller.current?.querySelector(`[data-depth="${targetIndex}"]`);
    if (!row) return;
    onTargetShown();
    row.scrollIntoView({ block: "center" });
  }, [targetIndex, scroller, onTargetShown]);

  // A row's key is its depth: turning to another version keeps the row, and with it the focus on its arrows.
  return rows.slice(from).map(({ id, versions }, index) => (
    <div key={from + index} data-depth={from + index} data-target={from + index === targetIndex || undefined}>
      <MessageRow
        id={id}
        isLast={from + index === rows.length - 1}
        position={versions.position}
        count={versions.count}
        previousId={versions.previousId}
        nextId={versions.nextId}
      />
    </div>
  ));
});
