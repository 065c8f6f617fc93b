import { Menu as BaseMenu } from "@base-ui/react/menu";
import { classNames } from "../class-names.ts";
import { Icon } from "../Icon.tsx";
import styles from "../Menu.module.css";
import type { MenuItemProps, MenuProps } from "../menu-props.ts";
import { positionOf } from "../placement.ts";
import { popupContainer } from "../popup-container.ts";
import popup from "../popup.module.css";
import { useTakeOver, type Placeholder } from "./use-take-over.ts";

export function MenuButton(props: MenuProps & { readonly replaced: Placeholder }) {
  const { label, trigger, children, placement = "below-start", className, onOpenChange, replaced } = props;
  const button = useTakeOver(replaced);
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

export function MenuButtonItem(props: MenuItemProps) {
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

export function MenuButtonSeparator() {
  return <BaseMenu.Separator className={styles.separator} />;
}
