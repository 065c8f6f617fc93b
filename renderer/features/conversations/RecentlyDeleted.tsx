import { useEffect, useRef, useState } from "react";
import { recentlyDeletedDays, type DeletedConversation } from "../../../shared/chat/recently-deleted.ts";
import { calendarDaysBetween } from "../../i18n/format.ts";
import { useText } from "../../i18n/i18n.ts";
import { isThisComputer } from "../../this-computer.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { eraseDeleted, restoreConversation, useConversations } from "./conversations-store.ts";
import styles from "./RecentlyDeleted.module.css";
import { useNow } from "./use-now.ts";

/** What is to be deleted for good, once the user has confirmed it. */
type Wanted = DeletedConversation | "all" | null;

/** Takes the place of the chat list: deleted chats, to be restored or deleted for good. */
export function RecentlyDeleted({ onClose }: { readonly onClose: () => void }) {
  const text = useText();
  const words = text.conversations.recentlyDeleted;
  const nowMs = useNow();
  const deleted = useConversations((state) => state.deleted);
  const mayErase = isThisComputer();
  const [wanted, setWanted] = useState<Wanted>(null);
  const headingRef = useRef<HTMLHeadingElement>(null);
  useEffect(() => headingRef.current?.focus(), []);

  const restore = (id: string) => {
    headingRef.current?.focus();
    void restoreConversation(id, false);
  };
  const erase = () => {
    setWanted(null);
    headingRef.current?.focus();
    if (wanted !== null) void eraseDeleted(wanted === "all" ? null : wanted.id);
  };

  return (
    <section
      className={styles.view}
      aria-labelledby="recently-deleted"
      onKeyDown={(event) => {
        if (event.key === "Escape" && wanted === null) {
          // Neither the drawer around it nor the command for Escape handles the key too.
          event.preventDefault();
          event.stopPropagation();
          onClose();
        }
      }}
    >
      <div className={styles.head}>
        <h2 id="recently-deleted" ref={headingRef} tabIndex={-1} className={styles.heading}>
          {words.title}
        </h2>
        <IconButton size="small" icon="close" label={words.back} onClick={onClose} />
      </div>
      <p className={styles.note}>
        {deleted.length === 0 ? words.empty : words.explanation(recentlyDeletedDays)}
      </p>
      <ul className={styles.rows} aria-label={words.title}>
        {deleted.map((chat) => (
          <li key={chat.id} className={styles.row}>
            <span className={styles.title} title={chat.title}>
              {chat.title}
              <span className={styles.left}>{words.daysLeft(daysLeft(chat, nowMs))}</span>
            </span>
            <IconButton
              size="small"
              icon="restore"
              label={words.restore(chat.title)}
              onClick={() => restore(chat.id)}
            />
            {mayErase && (
              <IconButton
                size="small"
                icon="trash"
                label={words.erase(chat.title)}
                onClick={() => setWanted(chat)}
              />
            )}
          </li>
        ))}
      </ul>
      {mayErase && deleted.length > 0 && (
        <Button size="small" icon="trash" className={styles.emptyAll} onClick={() => setWanted("all")}>
          {words.eraseAll}
        </Button>
      )}
      {wanted !== null && (
        <Dialog
          title={wanted === "all" ? words.eraseAllTitle(deleted.length) : words.eraseTitle(wanted.title)}
          size="small"
          onClose={() => setWanted(null)}
          footer={
            <>
              <Button onClick={() => setWanted(null)}>{text.common.cancel}</Button>
              <Button variant="danger" onClick={erase}>
                {words.eraseNow}
              </Button>
            </>
          }
        >
          <p className={styles.question}>{words.eraseDetail}</p>
        </Dialog>
      )}
    </section>
  );
}

function daysLeft({ deletedAtMs }: DeletedConversation, nowMs: number): number {
  return Math.max(0, recentlyDeletedDays - calendarDaysBetween(deletedAtMs, nowMs));
}
