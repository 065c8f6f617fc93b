import {
  createContext,
  useContext,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type ComponentProps,
  type KeyboardEvent,
  type ReactNode,
} from "react";
import { classNames } from "./class-names.ts";
import { Icon, type IconName } from "./Icon.tsx";
import { moveInMenu } from "./menu-keys.ts";
import styles from "./Menu.module.css";
import { placePopover, type Placement } from "./place-popover.ts";

/** Props to spread over the button that opens the menu. */
export type MenuTriggerProps = Pick<
  ComponentProps<"button">,
  "aria-controls" | "aria-expanded" | "aria-haspopup" | "id" | "onClick" | "onKeyDown"
>;

export interface MenuProps {
  /** Accessible name of the menu. */
  readonly label: string;
  readonly trigger: (props: MenuTriggerProps) => ReactNode;
  readonly children: ReactNode;
  readonly placement?: Placement;
  readonly className?: string | undefined;
  readonly onOpenChange?: (isOpen: boolean) => void;
}

const CloseMenu = createContext<() => void>(() => undefined);

/**
 * A button with a menu that behaves as native menus do: arrows, Home, End and typing move, Enter chooses,
 * Escape and Tab close, focus returns to the button. The popover is in the top layer, so nothing clips it.
 */
export function Menu({
  label,
  trigger,
  children,
  placement = "below-start",
  className,
  onOpenChange,
}: MenuProps) {
  const [openAt, setOpenAt] = useState<"first" | "last" | null>(null);
  const triggerId = useId();
  const menuId = useId();
  const open = (at: "first" | "last") => {
    setOpenAt(at);
    onOpenChange?.(true);
  };
  const close = () => {
    setOpenAt(null);
    onOpenChange?.(false);
  };
  return (
    <>
      {trigger({
        id: triggerId,
        "aria-haspopup": "menu",
        "aria-expanded": openAt !== null,
        "aria-controls": openAt === null ? undefined : menuId,
        onClick: () => (openAt === null ? open("first") : close()),
        onKeyDown: (event) => {
          if (event.key === "ArrowDown" || event.key === "ArrowUp") {
            event.preventDefault();
            event.stopPropagation();
            open(event.key === "ArrowDown" ? "first" : "last");
          }
        },
      })}
      {openAt !== null && (
        <CloseMenu value={close}>
          <MenuPopover
            id={menuId}
            label={label}
            triggerId={triggerId}
            startAt={openAt}
            placement={placement}
            className={className}
            onClose={close}
          >
            {children}
          </MenuPopover>
        </CloseMenu>
      )}
    </>
  );
}

interface MenuPopoverProps extends Pick<MenuProps, "label" | "children" | "className"> {
  readonly id: string;
  readonly triggerId: string;
  readonly startAt: "first" | "last";
  readonly placement: Placement;
  readonly onClose: () => void;
}

function MenuPopover(props: MenuPopoverProps) {
  const { id, label, triggerId, startAt, placement, className, onClose, children } = props;
  const ref = useRef<HTMLDivElement>(null);
  const typedRef = useRef({ text: "", atMs: 0 });

  useLayoutEffect(() => {
    const menu = ref.current;
    const button = document.getElementById(triggerId);
    if (!menu || !button) {
      return;
    }
    menu.showPopover();
    const place = () => placePopover(menu, button, placement);
    place();
    const items = itemsOf(menu);
    const chosen = items.find((item) => item.ariaChecked === "true");
    (chosen ?? items.at(startAt === "first" ? 0 : -1) ?? menu).focus();
    window.addEventListener("resize", place);
    return () => {
      window.removeEventListener("resize", place);
      if (menu.contains(document.activeElement) || document.activeElement === document.body) {
        button.focus({ preventScroll: true });
      }
    };
  }, [triggerId, startAt, placement]);

  // A press outside closes the menu. The button is excluded, since its own click handler toggles the menu.
  useLayoutEffect(() => {
    const onPointerDown = (event: PointerEvent) => {
      const target = event.target as Element;
      if (!ref.current?.contains(target) && !document.getElementById(triggerId)?.contains(target)) {
        onClose();
      }
    };
    document.addEventListener("pointerdown", onPointerDown, true);
    return () => document.removeEventListener("pointerdown", onPointerDown, true);
  });

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === "Escape" || event.key === "Tab") {
      if (event.key === "Escape") {
        event.preventDefault();
      }
      event.stopPropagation();
      onClose();
      return;
    }
    const items = itemsOf(event.currentTarget);
    const at = items.indexOf(document.activeElement as HTMLElement);
    const names = items.map((item) => item.textContent);
    const next = moveInMenu({ key: event.key, at, names, typed: typedRef.current, nowMs: event.timeStamp });
    if (next !== null) {
      event.preventDefault();
      event.stopPropagation();
      items[next]?.focus();
    }
  };

  return (
    <div
      ref={ref}
      id={id}
      popover="manual"
      role="menu"
      tabIndex={-1}
      aria-label={label}
      className={classNames(styles.menu, className)}
      onKeyDown={onKeyDown}
      onClick={(event) => event.stopPropagation()}
    >
      {children}
    </div>
  );
}

function itemsOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]')];
}

export interface MenuItemProps {
  readonly children: ReactNode;
  readonly onSelect: () => void;
  readonly icon?: IconName;
  readonly isDisabled?: boolean;
  readonly isDanger?: boolean;
  /** For a choice among several: whether this item is the current one. */
  readonly isChosen?: boolean;
  /** Keys of the command. */
  readonly trailing?: ReactNode;
}

export function MenuItem(props: MenuItemProps) {
  const { children, onSelect, icon, isDisabled = false, isDanger = false, isChosen, trailing } = props;
  const close = useContext(CloseMenu);
  return (
    <button
      type="button"
      role={isChosen === undefined ? "menuitem" : "menuitemradio"}
      aria-checked={isChosen}
      aria-disabled={isDisabled || undefined}
      tabIndex={-1}
      className={classNames(styles.item, isDanger && styles.danger)}
      onPointerMove={(event) => event.currentTarget.focus({ preventScroll: true })}
      onClick={() => {
        if (!isDisabled) {
          close();
          onSelect();
        }
      }}
    >
      {icon !== undefined && <Icon name={icon} size={18} />}
      <span className={styles.itemText}>{children}</span>
      {trailing}
      {isChosen !== undefined && (
        <span className={styles.check}>{isChosen && <Icon name="check" size={18} />}</span>
      )}
    </button>
  );
}

export function MenuSeparator() {
  return <div role="separator" className={styles.separator} />;
}
