import { useMemo, type DragEvent } from "react";
import { itemsOf } from "../state/attachment-list.ts";
import { moveItem } from "../state/attachments.ts";

export interface Reordering {
  /** Props to spread onto a card. */
  readonly cardProps: (id: string) => {
    readonly draggable: true;
    readonly onDragStart: (event: DragEvent) => void;
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDragEnd: () => void;
  };
}

/** Reorders cards by drag and drop while dragging. Keyboard users have the card's menu. */
export function useReordering(draftKey: string): Reordering {
  return useMemo(() => reorderingOf(draftKey), [draftKey]);
}

function reorderingOf(draftKey: string): Reordering {
  let dragged: string | null = null;
  return {
    cardProps: (id) => ({
      draggable: true,
      onDragStart: (event) => {
        dragged = id;
        event.dataTransfer.effectAllowed = "move";
        // Firefox does not start a drag without data.
        event.dataTransfer.setData("text/x-facet-attachment", id);
      },
      onDragOver: (event) => {
        if (dragged === null) return;
        event.preventDefault();
        if (dragged === id) return;
        moveItem(
          draftKey,
          dragged,
          itemsOf(draftKey).findIndex((item) => item.id === id),
        );
      },
      onDragEnd: () => {
        dragged = null;
      },
    }),
  };
}
