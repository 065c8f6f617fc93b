import { memo, useEffect, useRef, useState } from "react";
import type { SiblingPlace } from "../../../../shared/chat/message-tree.ts";
import type { MessageId } from "../../../../shared/chat/message.ts";
import { NearView } from "../../../ui/markdown/near-view.ts";
import { MessageRow } from "../message/MessageRow.tsx";
import styles from "./MessageGroup.module.css";

export interface Row extends SiblingPlace {
  readonly id: MessageId;
}

export interface MessageGroupProps {
  readonly rows: readonly Row[];
  /** Place of the first row in the whole branch. */
  readonly firstDepth: number;
  /** The last group is always drawn; the others only when they come near the view. */
  readonly isLast: boolean;
}

const canSkip = "ContentVisibilityAutoStateChangeEvent" in globalThis;

/**
 * A stretch of messages that the browser skips together while it is out of sight. Skipping single messages would make it
 * look at a thousand of them in every frame.
 */
export const MessageGroup = memo(
  function MessageGroup({ rows, firstDepth, isLast }: MessageGroupProps) {
    const ref = useRef<HTMLDivElement>(null);
    const [isSkipped, setIsSkipped] = useState(!isLast && canSkip);

    useEffect(() => {
      const group = ref.current;
      const onChange = (event: Event) => {
        if (event instanceof ContentVisibilityAutoStateChangeEvent) setIsSkipped(event.skipped);
      };
      group?.addEventListener("contentvisibilityautostatechange", onChange);
      return () => group?.removeEventListener("contentvisibilityautostatechange", onChange);
    }, []);

    // A row's key is its depth: turning to another version keeps the row, and with it the focus on its arrows.
    return (
      <div ref={ref} className={isLast ? styles.end : styles.group}>
        <NearView value={isLast || !isSkipped}>
          {rows.map((row, index) => (
            <div key={index} data-depth={firstDepth + index}>
              <MessageRow
                id={row.id}
                isLast={isLast && index === rows.length - 1}
                position={row.position}
                count={row.count}
                previousId={row.previousId}
                nextId={row.nextId}
              />
            </div>
          ))}
        </NearView>
      </div>
    );
  },
  (before, after) =>
    before.isLast === after.isLast &&
    before.rows.length === after.rows.length &&
    before.rows.every((row, index) => isSame(row, after.rows[index])),
);

function isSame(row: Row, other: Row | undefined): boolean {
  return row.id === other?.id && row.count === other.count && row.position === other.position;
}
