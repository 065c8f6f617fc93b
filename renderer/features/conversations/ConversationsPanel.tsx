import { useRef, useState } from "react";
import { formatNumber } from "../../i18n/format.ts";
import { useLanguage, useText } from "../../i18n/i18n.ts";
import { Icon } from "../../ui/Icon.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { ConversationList } from "./ConversationList.tsx";
import { useConversations } from "./conversations-store.ts";
import styles from "./ConversationsPanel.module.css";
import { RecentlyDeleted } from "./RecentlyDeleted.tsx";
import { SearchResults } from "./SearchResults.tsx";
import { useSearch } from "./use-search.ts";

const searchFieldId = "chat-search";

export interface ConversationsPanelProps {
  /** A chat was opened from here: the drawer closes. */
  readonly onOpen: () => void;
}

/** The search box, and below it the chats, the search results or the recently deleted chats. */
export function ConversationsPanel({ onOpen }: ConversationsPanelProps) {
  const text = useText();
  const language = useLanguage();
  const [typed, setTyped] = useState("");
  const search = useSearch(typed);
  const isSearching = search.type !== "off";
  const deletedCount = useConversations((state) => state.deleted.length);
  const [showsDeleted, setShowsDeleted] = useState(false);
  const deletedRef = useRef<HTMLButtonElement>(null);
  const closeDeleted = () => {
    setShowsDeleted(false);
    requestAnimationFrame(() => (deletedRef.current ?? document.getElementById(searchFieldId))?.focus());
  };

  return (
    <>
      <search className={styles.search}>
        <Icon name="search" size={18} />
        <input
          id={searchFieldId}
          type="search"
          className={styles.field}
          aria-label={text.common.searchChats}
          placeholder={text.conversations.searchPlaceholder}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape" && typed !== "" && !event.nativeEvent.isComposing) {
              event.preventDefault();
              event.stopPropagation();
              setTyped("");
            } else if (event.key === "ArrowDown") {
              event.preventDefault();
              document.querySelector<HTMLElement>(`.${styles.scroll ?? ""} a[href]`)?.focus();
            }
          }}
        />
        {typed !== "" && (
          <IconButton
            size="small"
            icon="close"
            label={text.conversations.clearSearch}
            onClick={() => {
              setTyped("");
              focusSearch();
            }}
          />
        )}
      </search>
      <nav aria-label={text.conversations.chats} className={styles.scroll}>
        {isSearching ? (
          <SearchResults search={search} onOpen={onOpen} />
        ) : showsDeleted ? (
          <RecentlyDeleted onClose={closeDeleted} />
        ) : (
          <>
            <ConversationList onOpen={onOpen} />
            {deletedCount > 0 && (
              <button
                ref={deletedRef}
                type="button"
                className={styles.deleted}
                onClick={() => setShowsDeleted(true)}
              >
                <Icon name="trash" size={16} />
                {text.conversations.recentlyDeleted.title}
                <span className={styles.count}>{formatNumber(deletedCount, language)}</span>
              </button>
            )}
          </>
        )}
      </nav>
    </>
  );
}

export function focusSearch(): void {
  const field = document.getElementById(searchFieldId);
  if (field instanceof HTMLInputElement) {
    field.focus();
    field.select();
  }
}
