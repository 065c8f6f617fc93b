import { useEffect, useState } from "react";
import { closeTooltip, closeTooltipOf, useOpenTooltip } from "./open-tooltip.ts";
import { loadPopups, type Popups } from "./popups/load-popups.ts";
import { followWindowFocus } from "./reached-by-keyboard.ts";

/** Once on the page: shows the tooltip of whatever `Tooltip` asks for it. A press closes it. */
export function TooltipLayer() {
  const tooltip = useOpenTooltip((state) => state.tooltip);
  const [popups, setPopups] = useState<Popups | null>(null);
  useEffect(closeOnPress, []);
  useEffect(followWindowFocus, []);
  useEffect(() => {
    if (!tooltip) return;
    // Without it there are only names.
    loadPopups().then(setPopups, () => undefined);
    const { anchor } = tooltip;
    // No pointer leaves an element that is removed or hidden.
    const observer = new ResizeObserver(() => {
      if (anchor.getClientRects().length === 0) closeTooltipOf(anchor);
    });
    observer.observe(anchor);
    return () => observer.disconnect();
  }, [tooltip]);
  return tooltip && popups && <popups.TooltipBubble {...tooltip} />;
}

/** A press also cancels a tooltip that has not opened yet. */
function closeOnPress(): () => void {
  const events = ["pointerdown", "click"] as const;
  for (const event of events) document.addEventListener(event, closeTooltip, true);
  return () => {
    for (const event of events) document.removeEventListener(event, closeTooltip, true);
  };
}
