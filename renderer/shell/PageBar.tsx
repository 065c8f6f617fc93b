import { useEffect, useRef, type ReactNode } from "react";
import { useText } from "../i18n/i18n.ts";
import { IconButton } from "../ui/IconButton.tsx";
import styles from "./TopBar.module.css";
import { showSidebar } from "./sidebar-visibility.ts";
import type { Commands } from "./use-commands.ts";

export interface PageBarProps {
  readonly commands: Commands;
  readonly isSidebarVisible: boolean;
  readonly onClose: () => void;
  /** The title of the page. */
  readonly children: string;
}

/** The bar of a page other than the chat: its title, and the way back. */
export function PageBar({ commands, isSidebarVisible, onClose, children: title }: PageBarProps): ReactNode {
  const text = useText().common;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${text.appName}`;
    heading.current?.focus();
  }, [title, text]);
  return (
    <header className={styles.bar}>
      {!isSidebarVisible && (
        <IconButton
          icon="sidebar"
          label={text.openSidebar}
          aria-expanded={false}
          onClick={() => showSidebar(true)}
          {...commands.keysOf("sidebar")}
        />
      )}
      <h1 ref={heading} tabIndex={-1} className={styles.title}>
        {title}
      </h1>
      <IconButton icon="close" label={text.close} onClick={onClose} />
    </header>
  );
}
