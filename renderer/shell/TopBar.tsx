import type { ReactNode } from "react";
import { DownloadIndicator } from "../features/models/downloads/DownloadIndicator.tsx";
import { useText } from "../i18n/i18n.ts";
import { openModels } from "../navigation.ts";
import { IconButton } from "../ui/IconButton.tsx";
import { OpenSidebarButton } from "./OpenSidebarButton.tsx";
import styles from "./TopBar.module.css";
import type { Commands } from "./use-commands.ts";

export interface TopBarProps {
  readonly commands: Commands;
  readonly isSidebarVisible: boolean;
  /** The model picker. */
  readonly children: ReactNode;
  /** The context gauge. */
  readonly gauge: ReactNode;
}

/** The model picker and the context gauge; while the sidebar is hidden, also its two buttons. */
export function TopBar({ commands, isSidebarVisible, children, gauge }: TopBarProps) {
  const text = useText().common;
  return (
    <header className={styles.bar}>
      {!isSidebarVisible && <OpenSidebarButton commands={commands} />}
      {!isSidebarVisible && (
        <IconButton
          icon="newChat"
          label={text.newChat}
          onClick={() => commands.perform("new-chat")}
          {...commands.keysOf("new-chat")}
        />
      )}
      <div className={styles.model}>{children}</div>
      {!isSidebarVisible && <DownloadIndicator shape="ring" onOpen={() => openModels()} />}
      {gauge}
    </header>
  );
}
