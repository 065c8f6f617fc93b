import type { ReactNode } from "react";
import { useModal } from "../ui/use-modal.ts";
import styles from "./Drawer.module.css";

export interface DrawerProps {
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The sidebar of a narrow window: a modal over the page, closed by Escape or a press beside it. */
export function Drawer({ label, onClose, children }: DrawerProps) {
  const ref = useModal();
  return (
    <dialog
      ref={ref}
      className={styles.drawer}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) {
          onClose();
        }
      }}
    >
      {children}
    </dialog>
  );
}
