export type Placement =
  "below-start" | "below-end" | "above-start" | "above-end" | "above" | "below" | "right";

/** Distances in pixels: to the anchor, and to the edge of the window. */
const gap = 6;
const edge = 8;

/**
 * Where a popup is placed: beside its anchor, on the other side where there is no room, always within the
 * window.
 */
export function positionOf(placement: Placement) {
  const [side, align] = placement.split("-");
  return {
    side: side === "above" ? "top" : side === "right" ? "right" : "bottom",
    align: align === "start" || align === "end" ? align : "center",
    // Not clipped by what it is rendered in.
    positionMethod: "fixed",
    sideOffset: gap,
    collisionPadding: edge,
    collisionAvoidance: { fallbackAxisSide: "none" },
  } as const;
}
