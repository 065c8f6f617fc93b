import { useEffect, useRef } from "react";
import { DownloadIndicator } from "../features/models/downloads/DownloadIndicator.tsx";
import { useText } from "../i18n/i18n.ts";
import { openModels } from "../navigation.ts";
import { classNames } from "../ui/class-names.ts";
import { IconButton } from "../ui/IconButton.tsx";
import { OpenSidebarButton } from "./OpenSidebarButton.tsx";
import styles from "./TopBar.module.css";
import type { Commands } from "./use-commands.ts";

export interface PageBarProps {
  readonly page: "models" | "settings";
  readonly commands: Commands;
  readonly isSidebarVisible: boolean;
  readonly onClose: () => void;
  /** The title of the page. */
  readonly children: string;
}

/** The bar of a page other than the chat: its title, and the way back. */
export function PageBar({ page, commands, isSidebarVisible, onClose, children: title }: PageBarProps) {
  const text = useText().common;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${text.appName}`;
  }, [title, text]);
  // Once: a change of the language, which changes the title, leaves the focus where it is.
  useEffect(() => heading.current?.focus(), []);
  return (
    <header className={classNames(styles.bar, styles.pageBar)} data-page={page}>
      {!isSidebarVisible && <OpenSidebarButton commands={commands} />}
      <div className={styles.content}>
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h1>
        {!isSidebarVisible && <DownloadIndicator shape="ring" onOpen={() => openModels()} />}
        <IconButton icon="close" label={text.close} onClick={onClose} />
      </div>
    </header>
  );
}
