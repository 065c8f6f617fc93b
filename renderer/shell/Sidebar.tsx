import { ConversationsPanel } from "../features/conversations/ConversationsPanel.tsx";
import { DownloadIndicator } from "../features/models/downloads/DownloadIndicator.tsx";
import { useText } from "../i18n/i18n.ts";
import { openModels } from "../navigation.ts";
import { classNames } from "../ui/class-names.ts";
import { Icon, type IconName } from "../ui/Icon.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { Kbd } from "../ui/Kbd.tsx";
import { Mark } from "./Mark.tsx";
import styles from "./Sidebar.module.css";
import type { CommandKeys, Commands } from "./use-commands.ts";

export interface SidebarProps {
  readonly commands: Commands;
  /** What is beside it. */
  readonly page: "chat" | "models" | "settings";
  /** A chat was opened or started from here: the drawer closes. */
  readonly onLeave: () => void;
  readonly onClose: () => void;
}

export function Sidebar({ commands, page, onLeave, onClose }: SidebarProps) {
  const text = useText().common;
  return (
    <aside className={styles.sidebar} aria-label={text.sidebar}>
      <div className={styles.head}>
        <span className={styles.brand}>
          <Mark />
          {text.appName}
        </span>
        <IconButton
          icon="sidebar"
          label={text.closeSidebar}
          aria-expanded
          onClick={onClose}
          {...commands.keysOf("sidebar")}
        />
      </div>
      <div className={styles.actions}>
        <SidebarButton
          icon="newChat"
          label={text.newChat}
          command={commands.keysOf("new-chat")}
          onClick={() => {
            commands.perform("new-chat");
            onLeave();
          }}
        />
      </div>
      <ConversationsPanel onOpen={onLeave} />
      <div className={classNames(styles.actions, styles.foot)}>
        <DownloadIndicator
          shape="line"
          onOpen={() => {
            openModels();
            onLeave();
          }}
        />
        <SidebarButton
          icon="model"
          label={text.models}
          isCurrent={page === "models"}
          onClick={() => {
            openModels();
            onLeave();
          }}
        />
        <SidebarButton
          icon="gear"
          label={text.settings}
          isCurrent={page === "settings"}
          command={commands.keysOf("settings")}
          onClick={() => commands.perform("settings")}
        />
      </div>
    </aside>
  );
}

interface SidebarButtonProps {
  readonly icon: IconName;
  readonly label: string;
  readonly command?: CommandKeys;
  /** Whether it opens the page that is shown. */
  readonly isCurrent?: boolean;
  readonly onClick: () => void;
}

function SidebarButton({ icon, label, command, isCurrent = false, onClick }: SidebarButtonProps) {
  return (
    <button
      type="button"
      className={styles.button}
      aria-current={isCurrent ? "page" : undefined}
      aria-keyshortcuts={command?.["aria-keyshortcuts"]}
      onClick={onClick}
    >
      <Icon name={icon} />
      <span className={styles.label}>{label}</span>
      {command && (
        <span className={styles.keys} aria-hidden="true">
          <Kbd keys={command.keys} />
        </span>
      )}
    </button>
  );
}
