import type { KeyboardEvent } from "react";
import type { SearchHit } from "../../../shared/ipc/conversation-routes.ts";
import { describeFailure } from "../../i18n/describe-failure.ts";
import { formatFullDate } from "../../i18n/format.ts";
import { useLanguage, useText } from "../../i18n/i18n.ts";
import { chatHref, openConversation, shownChatId, useNavigation } from "../../navigation.ts";
import { moveInList } from "./list-focus.ts";
import { markMatches } from "./mark-matches.ts";
import styles from "./SearchResults.module.css";
import type { Search } from "./use-search.ts";

export interface SearchResultsProps {
  readonly search: Exclude<Search, { readonly type: "off" }>;
  readonly onOpen: () => void;
}

export function SearchResults({ search, onOpen }: SearchResultsProps) {
  const text = useText();
  if (search.type === "failed") {
    const words = describeFailure(search.error, text);
    return (
      <div role="alert" className={styles.note}>
        <p>{words.title}</p>
        <p className={styles.hint}>{words.detail}</p>
      </div>
    );
  }
  const count = search.hits.length;
  return (
    <div onKeyDown={(event: KeyboardEvent<HTMLDivElement>) => moveInList(event)}>
      <p role="status" className="visually-hidden">
        {search.type === "found" && count > 0 && text.conversations.resultCount(count)}
      </p>
      {search.type === "found" && count === 0 && (
        <div className={styles.note}>
          <p role="status">{text.conversations.noResults(search.query)}</p>
          <p className={styles.hint}>{text.conversations.noResultsHint}</p>
        </div>
      )}
      <ul className={styles.hits} aria-label={text.conversations.results}>
        {search.hits.map((hit) => (
          <Hit
            key={`${hit.conversation.id}/${hit.messageId ?? ""}`}
            hit={hit}
            query={search.query}
            onOpen={onOpen}
          />
        ))}
      </ul>
    </div>
  );
}

interface HitProps {
  readonly hit: SearchHit;
  readonly query: string;
  readonly onOpen: () => void;
}

function Hit({ hit, query, onOpen }: HitProps) {
  const language = useLanguage();
  const { conversation, excerpt, messageId } = hit;
  const isCurrent = useNavigation((state) => shownChatId(state) === conversation.id);
  return (
    <li>
      <a
        className={styles.hit}
        href={chatHref(conversation.id, messageId)}
        aria-current={isCurrent ? "page" : undefined}
        title={formatFullDate(conversation.updatedAtMs, language)}
        onClick={(event) => {
          if (event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey) {
            event.preventDefault();
            openConversation(conversation.id, messageId, query);
            onOpen();
          }
        }}
      >
        <span className={styles.title}>
          <Marked text={conversation.title} query={query} />
        </span>
        {excerpt !== "" && (
          <span className={styles.excerpt}>
            <Marked text={excerpt} query={query} />
          </span>
        )}
      </a>
    </li>
  );
}

function Marked({ text, query }: { readonly text: string; readonly query: string }) {
  return markMatches(text, query).map((piece, index) =>
    piece.isMatch ? <mark key={index}>{piece.text}</mark> : piece.text,
  );
}
