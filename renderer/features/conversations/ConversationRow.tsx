import { memo, useLayoutEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from "react";
import type { ConversationSummary } from "../../../shared/chat/conversation.ts";
import { formatFullDate } from "../../i18n/format.ts";
import { useLanguage, useText } from "../../i18n/i18n.ts";
import { chatHref, openConversation } from "../../navigation.ts";
import { classNames } from "../../ui/class-names.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { Menu, MenuItem, MenuSeparator } from "../../ui/Menu.tsx";
import { ActivityMark } from "./ActivityMark.tsx";
import styles from "./ConversationRow.module.css";
import type { Activity } from "./conversations-state.ts";
import { printChat } from "../../printing.ts";
import { isDesktopWindow } from "../../this-computer.ts";
import { exportAsPdf } from "./export-as-pdf.ts";
import { exportAsHtml } from "./export-as-html.ts";
import { exportConversation } from "./export-conversation.ts";
import { renameConversation } from "./conversations-store.ts";
import { RenameField } from "./RenameField.tsx";

export interface ConversationRowProps {
  readonly conversation: ConversationSummary;
  /** Time since the last message, abbreviated. */
  readonly age: string;
  readonly activity: Activity | null;
  readonly isCurrent: boolean;
  readonly isTabStop: boolean;
  readonly onOpen: () => void;
  readonly onDelete: (conversation: ConversationSummary) => void;
}

export const ConversationRow = memo(function ConversationRow(props: ConversationRowProps) {
  const { conversation, age, activity, isCurrent, isTabStop, onOpen, onDelete } = props;
  const { id, title, updatedAtMs } = conversation;
  const text = useText().conversations;
  const language = useLanguage();
  const [isRenaming, setIsRenaming] = useState(false);
  const linkRef = useRef<HTMLAnchorElement>(null);
  const wasRenamingRef = useRef(false);

  // Returns the focus to this row after a rename.
  useLayoutEffect(() => {
    if (wasRenamingRef.current && !isRenaming && document.activeElement === document.body) {
      linkRef.current?.focus();
    }
    wasRenamingRef.current = isRenaming;
  }, [isRenaming]);

  if (isRenaming) {
    return (
      <li className={styles.row} data-chat={id}>
        <RenameField
          title={title}
          onSave={(wanted) => void renameConversation(conversation, wanted)}
          onEnd={() => setIsRenaming(false)}
        />
      </li>
    );
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "F2") {
      event.preventDefault();
      setIsRenaming(true);
    } else if (event.key === "Delete" || (event.key === "Backspace" && event.metaKey)) {
      event.preventDefault();
      // A key that is held would delete one chat after another, since the focus moves to the next row.
      if (!event.repeat) onDelete(conversation);
    }
  };

  return (
    <li className={classNames(styles.row, isCurrent && styles.current)} data-chat={id}>
      <a
        ref={linkRef}
        className={styles.link}
        href={chatHref(id)}
        aria-current={isCurrent ? "page" : undefined}
        tabIndex={isTabStop ? 0 : -1}
        title={title}
        onClick={(event) => {
          if (isPlainClick(event)) {
            event.preventDefault();
            openConversation(id);
            onOpen();
          }
        }}
        onKeyDown={onKeyDown}
      >
        <span className={styles.title}>{title}</span>
        {activity !== null && <ActivityMark activity={activity} />}
      </a>
      {activity === null && (
        <time
          className={styles.time}
          dateTime={new Date(updatedAtMs).toISOString()}
          title={formatFullDate(updatedAtMs, language)}
        >
          {age}
        </time>
      )}
      <Menu
        label={text.options(title)}
        placement="below-end"
        trigger={(trigger) => (
          <IconButton
            {...trigger}
            className={styles.options}
            size="small"
            icon="more"
            label={text.options(title)}
            tabIndex={isTabStop ? 0 : -1}
          />
        )}
      >
        <MenuItem icon="edit" onSelect={() => setIsRenaming(true)}>
          {text.rename}
        </MenuItem>
        {(["markdown", "html", "json"] as const).map((format) => (
          <MenuItem
            key={format}
            icon="download"
            onSelect={() =>
              format === "html"
                ? void exportAsHtml(conversation, language)
                : exportConversation(conversation, format, language)
            }
          >
            {text.exportAs[format]}
          </MenuItem>
        ))}
        {isCurrent && isDesktopWindow() && (
          <MenuItem icon="download" onSelect={() => void exportAsPdf(conversation)}>
            {text.exportAs.pdf}
          </MenuItem>
        )}
        {isCurrent && (
          <MenuItem icon="file" onSelect={printChat}>
            {isDesktopWindow() ? text.print : text.printOrSavePdf}
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuItem icon="trash" isDanger onSelect={() => onDelete(conversation)}>
          {text.delete}
        </MenuItem>
      </Menu>
    </li>
  );
});

/** Clicks with a modifier, such as opening in a new tab, are left to the browser. */
function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}
