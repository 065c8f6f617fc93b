import { memo, useEffect, useRef, useState } from "react";
import type { SiblingPlace } from "../../../../shared/chat/message-tree.ts";
import type { MessageId } from "../../../../shared/chat/message.ts";
import { NearView } from "../../../ui/near-view.ts";
import { useIsPrinting } from "../../../printing.ts";
import { MessageRow } from "../message/MessageRow.tsx";
import styles from "./MessageGroup.module.css";

export interface Row extends SiblingPlace {
  readonly id: MessageId;
}

export interface MessageGroupProps {
  readonly rows: readonly Row[];
  /** Depth of the first row in the whole branch. */
  readonly firstDepth: number;
  /** The last group is always rendered; the others only near the viewport. */
  readonly isLast: boolean;
}

const canSkip = "ContentVisibilityAutoStateChangeEvent" in globalThis;

/**
 * A group of messages that the browser skips together while it is off screen. Skipping single messages would
 * make the browser check a thousand of them in every frame.
 */
export const MessageGroup = memo(
  function MessageGroup({ rows, firstDepth, isLast }: MessageGroupProps) {
    const ref = useRef<HTMLDivElement>(null);
    const isPrinting = useIsPrinting();
    const [isSkipped, setIsSkipped] = useState(!isLast && canSkip);

    useEffect(() => {
      const group = ref.current;
      const onChange = (event: Event) => {
        if (event instanceof ContentVisibilityAutoStateChangeEvent) setIsSkipped(event.skipped);
      };
      group?.addEventListener("contentvisibilityautostatechange", onChange);
      return () => group?.removeEventListener("contentvisibilityautostatechange", onChange);
    }, []);

    // The row key is its depth: switching to another version keeps the row, and with it the focus on its
    // arrows.
    return (
      <div ref={ref} className={isLast || isPrinting ? styles.end : styles.group}>
        <NearView value={isLast || !isSkipped || isPrinting}>
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
