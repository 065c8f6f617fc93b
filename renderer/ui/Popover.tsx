import {
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type ComponentProps,
  type KeyboardEvent,
  type ReactNode,
} from "react";
import { classNames } from "./class-names.ts";
import { placePopover, type Placement } from "./place-popover.ts";
import styles from "./Popover.module.css";

/** Props to spread over the button that opens the popover. */
export type PopoverTriggerProps = Pick<
  ComponentProps<"button">,
  "aria-controls" | "aria-expanded" | "aria-haspopup" | "id" | "onClick"
>;

export interface PopoverProps {
  /** Accessible name of the panel. */
  readonly label: string;
  readonly trigger: (props: PopoverTriggerProps) => ReactNode;
  readonly children: ReactNode;
  readonly placement?: Placement;
  readonly className?: string | undefined;
}

/**
 * A button with a panel of controls beside it. Escape, a press outside and Tab past its ends close it, and
 * focus returns to the button. The panel is in the top layer, so nothing clips it.
 */
export function Popover({ label, trigger, children, placement = "above-start", className }: PopoverProps) {
  const [isOpen, setIsOpen] = useState(false);
  const triggerId = useId();
  const panelId = useId();
  return (
    <>
      {trigger({
        id: triggerId,
        "aria-haspopup": "dialog",
        "aria-expanded": isOpen,
        "aria-controls": isOpen ? panelId : undefined,
        onClick: () => setIsOpen(!isOpen),
      })}
      {isOpen && (
        <Panel
          id={panelId}
          label={label}
          triggerId={triggerId}
          placement={placement}
          className={className}
          onClose={() => setIsOpen(false)}
        >
          {children}
        </Panel>
      )}
    </>
  );
}

interface PanelProps extends Pick<PopoverProps, "label" | "children" | "className"> {
  readonly id: string;
  readonly triggerId: string;
  readonly placement: Placement;
  readonly onClose: () => void;
}

function Panel({ id, label, triggerId, placement, className, onClose, children }: PanelProps) {
  const ref = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const panel = ref.current;
    const button = document.getElementById(triggerId);
    if (!panel || !button) return;
    panel.showPopover();
    const place = () => placePopover(panel, button, placement);
    place();
    panel.focus();
    // What is opened inside makes it taller.
    const observer = new ResizeObserver(place);
    for (const child of panel.children) observer.observe(child);
    window.addEventListener("resize", place);
    return () => {
      observer.disconnect();
      window.removeEventListener("resize", place);
      const hasFocus = panel.contains(document.activeElement) || document.activeElement === document.body;
      if (hasFocus) button.focus({ preventScroll: true });
    };
  }, [triggerId, placement]);

  // A press outside closes the panel. The button is excluded, since its own click handler toggles it.
  useLayoutEffect(() => {
    const isOutside = (target: EventTarget | null) =>
      target instanceof Node &&
      ref.current?.contains(target) !== true &&
      document.getElementById(triggerId)?.contains(target) !== true;
    const onEvent = (event: Event) => {
      if (isOutside(event.target)) onClose();
    };
    document.addEventListener("pointerdown", onEvent, true);
    document.addEventListener("focusin", onEvent);
    return () => {
      document.removeEventListener("pointerdown", onEvent, true);
      document.removeEventListener("focusin", onEvent);
    };
  });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    onClose();
  };

  return (
    <div
      ref={ref}
      id={id}
      popover="manual"
      role="dialog"
      tabIndex={-1}
      aria-label={label}
      className={classNames(styles.panel, className)}
      onKeyDown={onKeyDown}
    >
      {children}
    </div>
  );
}
