import { useMemo, type DragEvent } from "react";
import { itemsOf, moveItem } from "../state/attachments.ts";

export interface Reordering {
  /** Spread over a card. */
  readonly cardProps: (id: string) => {
    readonly draggable: true;
    readonly onDragStart: (event: DragEvent) => void;
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDragEnd: () => void;
  };
}

/** Moves a card with the pointer; it is at its new place at once. The keyboard has the card's menu. */
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
        // Firefox begins no drag that carries nothing.
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
