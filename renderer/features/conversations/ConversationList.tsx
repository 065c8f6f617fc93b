import { useMemo, useState, type FocusEvent, type KeyboardEvent } from "react";
import type { ConversationSummary } from "../../../shared/chat/conversation.ts";
import { formatAge, formatMonth } from "../../i18n/format.ts";
import { useLanguage, useText } from "../../i18n/i18n.ts";
import type { MessageCatalog } from "../../i18n/message-catalog.ts";
import type { Language } from "../../i18n/language.ts";
import { shownChatId, useNavigation } from "../../navigation.ts";
import styles from "./ConversationList.module.css";
import { ConversationRow } from "./ConversationRow.tsx";
import { activityOf } from "./conversations-state.ts";
import { deleteConversation, useConversations } from "./conversations-store.ts";
import { groupByAge, type Age } from "./group-by-age.ts";
import { focusNeighbour, moveInList } from "./list-focus.ts";
import { useGrowingCount } from "./use-growing-count.ts";
import { useNow } from "./use-now.ts";

/** All chats grouped by age. One row is the tab stop of the list; arrow keys move from there. */
export function ConversationList({ onOpen }: { readonly onOpen: () => void }) {
  const text = useText();
  const language = useLanguage();
  const nowMs = useNow();
  const currentId = useNavigation(shownChatId);
  const { isLoaded, conversations, runs } = useConversations();
  const [focusedId, setFocusedId] = useState<string | null>(null);
  const currentIndex = conversations.findIndex(({ id }) => id === currentId);
  const { count, endRef } = useGrowingCount(conversations.length, currentIndex);
  const groups = useMemo(
    () => groupByAge(conversations.slice(0, count), nowMs),
    [conversations, count, nowMs],
  );

  if (isLoaded && conversations.length === 0) {
    return <p className={styles.empty}>{text.conversations.empty}</p>;
  }

  const isListed = (id: string | null) => conversations.some((conversation) => conversation.id === id);
  const tabStopId = [focusedId, currentId].find(isListed) ?? conversations[0]?.id;

  return (
    <div
      className={styles.list}
      onFocus={(event: FocusEvent) => setFocusedId(event.target.closest("li")?.dataset.chat ?? null)}
      onKeyDown={(event: KeyboardEvent<HTMLDivElement>) => moveInList(event)}
    >
      {groups.map((group) => (
        <section key={group.key} className={styles.group}>
          <h2 className={styles.heading}>{nameOf(group.age, nowMs, text, language)}</h2>
          <ul className={styles.rows}>
            {group.conversations.map((conversation) => (
              <ConversationRow
                key={conversation.id}
                conversation={conversation}
                age={formatAge(conversation.updatedAtMs, nowMs, language)}
                activity={activityOf(runs, conversation.id)}
                isCurrent={conversation.id === currentId}
                isTabStop={conversation.id === tabStopId}
                onOpen={onOpen}
                onDelete={deleteAndKeepPlace}
              />
            ))}
          </ul>
        </section>
      ))}
      {count < conversations.length && <div ref={endRef} className={styles.end} />}
    </div>
  );
}

/** Keeps the focus in the list; only when the open chat is deleted does it move to the message box. */
function deleteAndKeepPlace(conversation: ConversationSummary): void {
  if (useNavigation.getState().place.conversationId !== conversation.id) {
    focusNeighbour(conversation.id);
  }
  void deleteConversation(conversation);
}

function nameOf(age: Age, nowMs: number, text: MessageCatalog, language: Language): string {
  switch (age.type) {
    case "today":
      return text.conversations.today;
    case "yesterday":
      return text.conversations.yesterday;
    case "previous-7-days":
      return text.conversations.previous7Days;
    case "month":
      return formatMonth(age.timeMs, nowMs, language);
  }
}
