import type { ReactNode } from "react";
import { useText } from "../../i18n/i18n.ts";
import { request } from "../../ipc/client.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import styles from "./QuickBar.module.css";

export interface QuickBarProps {
  /** null: nothing was asked yet. */
  readonly conversationId: string | null;
  /** The model picker. */
  readonly children: ReactNode;
}

/** The bar of the small window: the model, and the way to the main window. */
export function QuickBar({ conversationId, children }: QuickBarProps) {
  const words = useText().desktop;
  return (
    <header className={styles.bar}>
      <div className={styles.model}>{children}</div>
      <IconButton
        icon="external"
        label={words.openInFacet}
        onClick={() => void request("desktop.showChat", { conversationId })}
      />
      <IconButton icon="close" label={words.closeQuick} onClick={() => window.close()} />
    </header>
  );
}
