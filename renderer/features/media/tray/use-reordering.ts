import { useRef, type DragEvent } from "react";
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
  const dragged = useRef<string | null>(null);
  return {
    cardProps: (id) => ({
      draggable: true,
      onDragStart: (event) => {
        dragged.current = id;
        event.dataTransfer.effectAllowed = "move";
        // Firefox begins no drag that carries nothing.
        event.dataTransfer.setData("text/x-facet-attachment", id);
      },
      onDragOver: (event) => {
        const moving = dragged.current;
        if (moving === null) return;
        event.preventDefault();
        if (moving === id) return;
        moveItem(
          draftKey,
          moving,
          itemsOf(draftKey).findIndex((item) => item.id === id),
        );
      },
      onDragEnd: () => {
        dragged.current = null;
      },
    }),
  };
}
