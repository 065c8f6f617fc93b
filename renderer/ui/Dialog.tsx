import { useEffect, useId, type ReactNode } from "react";
import { useText } from "../i18n/i18n.ts";
import { classNames } from "./class-names.ts";
import styles from "./Dialog.module.css";
import { IconButton } from "./IconButton.tsx";
import { addOpenDialog } from "./open-dialogs.ts";
import { useModal } from "./use-modal.ts";

export interface DialogProps {
  readonly title: string;
  /**
   * Called by Escape, the close button and a press beside the dialog; the owner stops rendering it. Null: what goes
   * on can't be stopped.
   */
  readonly onClose: (() => void) | null;
  readonly children: ReactNode;
  /** Action buttons, the safest first. */
  readonly footer?: ReactNode;
  readonly size?: "small" | "normal" | "large";
}

/** A modal dialog, open for as long as it is rendered. Focus returns to the previously focused element. */
export function Dialog({ title, onClose, children, footer, size = "normal" }: DialogProps) {
  const text = useText();
  const titleId = useId();
  const ref = useModal();
  useEffect(addOpenDialog, []);

  return (
    <dialog
      ref={ref}
      className={classNames(styles.dialog, styles[size])}
      aria-labelledby={titleId}
      onCancel={(event) => {
        // The cancel event of a file input bubbles up to here.
        if (event.target === event.currentTarget) {
          event.preventDefault();
          onClose?.();
        }
      }}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) {
          onClose?.();
        }
      }}
    >
      <div className={styles.frame}>
        <header className={styles.header}>
          <h2 id={titleId} className={styles.title}>
            {title}
          </h2>
          <IconButton
            label={text.common.close}
            icon="close"
            aria-disabled={onClose === null || undefined}
            onClick={() => onClose?.()}
          />
        </header>
        <div className={styles.body}>{children}</div>
        {footer !== undefined && <footer className={styles.footer}>{footer}</footer>}
      </div>
    </dialog>
  );
}
