import { create } from "zustand";
import type { Placement } from "./placement.ts";

export interface TooltipContent {
  readonly text: string;
  readonly keys: readonly string[] | undefined;
  readonly placement: Placement;
}

export interface AnchoredTooltip extends TooltipContent {
  /** Id of the component that shows it. */
  readonly owner: string;
  /** The element that it explains. */
  readonly anchor: Element;
}

const delayMs = 500;
/** For this long after a tooltip has closed, the next one opens without a delay. */
const instantMs = 400;

/** The tooltip on the page; there is one at most. */
export const useOpenTooltip = create<{ readonly tooltip: AnchoredTooltip | null }>(() => ({ tooltip: null }));

/** The tooltip of the element under the pointer, until it opens. */
let awaited: AnchoredTooltip | null = null;
let timer = 0;
let closedAtMs = -Infinity;

/** Opens it when the pointer has been on its element for a moment; at once beside one that is or was open. */
export function awaitTooltip(tooltip: AnchoredTooltip): void {
  const isInstant = shown() !== null || performance.now() - closedAtMs < instantMs;
  if (isInstant) {
    openTooltip(tooltip);
    return;
  }
  window.clearTimeout(timer);
  awaited = tooltip;
  timer = window.setTimeout(() => awaited && openTooltip(awaited), delayMs);
}

export function openTooltip(tooltip: AnchoredTooltip): void {
  stopAwaiting();
  if (tooltip.anchor.isConnected) useOpenTooltip.setState({ tooltip });
}

/** Changes the text of a tooltip that is open or awaited. */
export function updateTooltip(owner: string, content: TooltipContent): void {
  if (awaited?.owner === owner) awaited = { ...awaited, ...content };
  const tooltip = shown();
  if (tooltip?.owner === owner) useOpenTooltip.setState({ tooltip: { ...tooltip, ...content } });
}

export function closeTooltip(): void {
  stopAwaiting();
  if (shown() === null) return;
  closedAtMs = performance.now();
  useOpenTooltip.setState({ tooltip: null });
}

/** Closes the tooltip of this element, and none that has followed it. */
export function closeTooltipOf(anchor: Element): void {
  if ((awaited ?? shown())?.anchor === anchor) closeTooltip();
}

const shown = () => useOpenTooltip.getState().tooltip;

function stopAwaiting(): void {
  window.clearTimeout(timer);
  awaited = null;
}
