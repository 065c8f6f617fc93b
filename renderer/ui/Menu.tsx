import { Menu as BaseMenu } from "@base-ui/react/menu";
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type ReactElement,
  type ReactNode,
} from "react";
import { classNames } from "./class-names.ts";
import { Icon, type IconName } from "./Icon.tsx";
import styles from "./Menu.module.css";
import { onceNear } from "./once-near.ts";
import { positionOf, type Placement } from "./placement.ts";
import popup from "./popup.module.css";
import { popupContainer } from "./popup-container.ts";
import type { TriggerProps } from "./trigger-props.ts";

export interface MenuProps {
  /** Accessible name of the menu. */
  readonly label: string;
  /** Renders the button that opens it, with these props. */
  readonly trigger: (props: TriggerProps) => ReactElement;
  readonly children: ReactNode;
  readonly placement?: Placement;
  readonly className?: string | undefined;
  readonly onOpenChange?: (isOpen: boolean) => void;
}

/**
 * A button with a menu that behaves as native menus do: arrows, Home, End and typing move, Enter chooses,
 * Escape and Tab close, focus returns to the button unless what was chosen moved it.
 */
export function Menu(props: MenuProps) {
  // Base UI's menu is expensive, and most messages of a long chat are never scrolled to.
  const [replaced, setReplaced] = useState<Replaced | null>(null);
  const replaceWhenNear = useCallback((button: HTMLButtonElement | null) => {
    if (button === null) return;
    return onceNear(button, () => {
      setReplaced({ isPressed: false, isFocused: document.activeElement === button });
    });
  }, []);
  if (replaced !== null) return <BaseUiMenu {...props} replaced={replaced} />;
  return props.trigger({
    ref: replaceWhenNear,
    "aria-haspopup": "menu",
    "aria-expanded": false,
    // A screen reader may press a button that is off-screen.
    onClick: () => setReplaced({ isPressed: true, isFocused: true }),
  });
}

/** The state of the placeholder button when it was replaced. */
interface Replaced {
  readonly isPressed: boolean;
  readonly isFocused: boolean;
}

function BaseUiMenu(props: MenuProps & { readonly replaced: Replaced }) {
  const { label, trigger, children, placement = "below-start", className, onOpenChange, replaced } = props;
  const button = useRef<HTMLButtonElement>(null);
  const isToOpen = useRef(replaced.isPressed);
  // Before anything can be typed while nothing has the focus.
  useLayoutEffect(() => {
    if (replaced.isFocused) button.current?.focus({ preventScroll: true });
  }, [replaced]);
  useEffect(() => {
    if (isToOpen.current) button.current?.click();
    isToOpen.current = false;
  }, []);
  return (
    <BaseMenu.Root modal={false} onOpenChange={(isOpen) => onOpenChange?.(isOpen)}>
      <BaseMenu.Trigger ref={button} render={(attributes) => trigger(attributes)} />
      <BaseMenu.Portal container={popupContainer}>
        <BaseMenu.Positioner className={popup.layer} {...positionOf(placement)}>
          <BaseMenu.Popup
            aria-label={label}
            className={classNames(popup.popup, styles.menu, className)}
            // What is clicked in a menu is no press on the line that the menu belongs to.
            onClick={(event) => event.stopPropagation()}
          >
            {children}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
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
  const choice = isChosen === undefined ? {} : { role: "menuitemradio", "aria-checked": isChosen };
  return (
    <BaseMenu.Item
      {...choice}
      disabled={isDisabled}
      className={classNames(styles.item, isDanger && styles.danger)}
      // The item focuses itself after this call; what is chosen may move the focus, which must stay there.
      onClick={() => queueMicrotask(onSelect)}
    >
      {icon !== undefined && <Icon name={icon} size={18} />}
      <span className={styles.itemText}>{children}</span>
      {trailing}
      {isChosen !== undefined && (
        <span className={styles.check}>{isChosen && <Icon name="check" size={18} />}</span>
      )}
    </BaseMenu.Item>
  );
}

export function MenuSeparator() {
  return <BaseMenu.Separator className={styles.separator} />;
}
