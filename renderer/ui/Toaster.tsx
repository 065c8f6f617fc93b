import { useEffect } from "react";
import { createPortal } from "react-dom";
import { useText } from "../i18n/i18n.ts";
import { Button } from "./Button.tsx";
import { classNames } from "./class-names.ts";
import { Icon } from "./Icon.tsx";
import { IconButton } from "./IconButton.tsx";
import styles from "./Toaster.module.css";
import { useFrontModal } from "./use-modal.ts";

export interface Toast {
  readonly id: number;
  readonly kind: "news" | "failure";
  readonly text: string;
  readonly detail?: string | undefined;
  readonly action?: { readonly label: string; readonly perform: () => void } | undefined;
  /** null: stays until dismissed. */
  readonly durationMs: number | null;
}

export interface ToasterProps {
  readonly toasts: readonly Toast[];
  readonly onDismiss: (id: number) => void;
}

/**
 * News goes into a permanent `status` region, so that it is announced; each failure is an `alert`. While a
 * modal is open, toasts are rendered inside it, since everything outside is inert.
 */
export function Toaster({ toasts, onDismiss }: ToasterProps) {
  const news = toasts.filter((toast) => toast.kind === "news");
  const failures = toasts.filter((toast) => toast.kind === "failure");
  const modal = useFrontModal();
  const layer = (
    <div data-toasts="" className={classNames(styles.layer, modal ? styles.overModal : styles.overPage)}>
      {failures.map((toast) => (
        <div role="alert" key={toast.id} className={styles.failures}>
          <ToastCard toast={toast} onDismiss={onDismiss} />
        </div>
      ))}
      <div role="status" className={styles.news}>
        {news.map((toast) => (
          <ToastCard key={toast.id} toast={toast} onDismiss={onDismiss} />
        ))}
      </div>
    </div>
  );
  return modal ? createPortal(layer, modal) : layer;
}

function ToastCard({
  toast,
  onDismiss,
}: {
  readonly toast: Toast;
  readonly onDismiss: (id: number) => void;
}) {
  const text = useText();
  const { id, durationMs } = toast;
  useEffect(() => {
    if (durationMs === null) {
      return;
    }
    // The timer pauses while the card is hovered or focused, so that a button never disappears under the
    // pointer.
    const timer = window.setInterval(() => {
      const card = document.getElementById(`toast-${id}`);
      if (!card?.matches(":hover, :focus-within") && performance.now() - startedAt >= durationMs) {
        onDismiss(id);
      }
    }, 250);
    const startedAt = performance.now();
    return () => window.clearInterval(timer);
  }, [id, durationMs, onDismiss]);

  return (
    <div
      id={`toast-${id}`}
      data-toast=""
      className={classNames(styles.toast, toast.kind === "failure" && styles.failure)}
    >
      {toast.kind === "failure" && <Icon name="alert" />}
      <div className={styles.words}>
        <p className={styles.text}>{toast.text}</p>
        {toast.detail !== undefined && <p className={styles.detail}>{toast.detail}</p>}
      </div>
      {toast.action && (
        <Button
          size="small"
          onClick={() => {
            toast.action?.perform();
            onDismiss(id);
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <IconButton size="small" icon="close" label={text.common.dismiss} onClick={() => onDismiss(id)} />
    </div>
  );
}
