export type Placement =
  "below-start" | "below-end" | "above-start" | "above-end" | "above" | "below" | "right";

const gap = 6;
const edge = 8;

/**
 * Places a popover beside its anchor, on the other side where there is no room, and always within the window.
 * The coordinates are measured, so they are set as inline styles.
 */
export function placePopover(popover: HTMLElement, anchor: Element, placement: Placement): void {
  const at = anchor.getBoundingClientRect();
  const window = document.documentElement;
  const roomBelow = window.clientHeight - at.bottom - gap - edge;
  const roomAbove = at.top - gap - edge;
  popover.style.maxHeight = "";
  const { offsetWidth: width, offsetHeight: height } = popover;

  const wantsAbove = placement.startsWith("above");
  const isAbove = wantsAbove
    ? height <= roomAbove || roomAbove >= roomBelow
    : height > roomBelow && roomAbove > roomBelow;
  let left = at.left;
  if (placement === "above" || placement === "below") {
    left = at.left + at.width / 2 - width / 2;
  } else if (placement.endsWith("end")) {
    left = at.right - width;
  } else if (placement === "right") {
    left = at.right + gap;
  }
  let top = isAbove ? at.top - gap - Math.min(height, roomAbove) : at.bottom + gap;
  if (placement === "right") {
    top = at.top + at.height / 2 - height / 2;
  } else {
    popover.style.maxHeight = `${Math.max(120, isAbove ? roomAbove : roomBelow)}px`;
  }
  popover.style.left = `${clamp(left, edge, window.clientWidth - width - edge)}px`;
  popover.style.top = `${Math.max(edge, top)}px`;
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}
