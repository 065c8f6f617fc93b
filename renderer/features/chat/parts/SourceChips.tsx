import { useId, useState } from "react";
import type { SourcePart } from "../../../../shared/chat/message-part.ts";
import { textOf } from "../../../../shared/chat/message.ts";
import { useText } from "../../../i18n/i18n.ts";
import { Chevron } from "../../../ui/Chevron.tsx";
import { numbersCited } from "../../../ui/markdown/citations.ts";
import { useMessage } from "../state/message-subscription.ts";
import { listSources, type ListedSource } from "./list-sources.ts";
import styles from "./SourceChips.module.css";

export interface SourceChipsProps {
  readonly sources: readonly SourcePart[];
  readonly messageId: string;
}

/**
 * The sources of a reply below it: those that it cites and the pages that were read; what a search only found
 * is folded. Titles come from elsewhere, so each stands beside the host that its link leads to.
 */
export function SourceChips({ sources, messageId }: SourceChipsProps) {
  const words = useText().parts;
  const listId = useId();
  const [isOpen, setIsOpen] = useState(false);
  const message = useMessage(messageId);
  const cited = numbersCited(message ? textOf(message) : "");
  const { used, found } = listSources(sources, cited);
  const shown = isOpen ? [...used, ...found] : used;
  const folded = used.length === 0 ? words.foundSources(found.length) : words.moreSources(found.length);
  return (
    <div role="group" aria-label={words.sources} className={styles.sources}>
      {shown.length > 0 && (
        <ul id={listId} className={styles.chips}>
          {shown.map((source) => (
            <li key={source.number}>
              <Chip source={source} />
            </li>
          ))}
        </ul>
      )}
      {found.length > 0 && (
        <button
          type="button"
          className={styles.fold}
          aria-expanded={isOpen}
          aria-controls={shown.length > 0 ? listId : undefined}
          onClick={() => setIsOpen(!isOpen)}
        >
          <Chevron isOpen={isOpen} />
          {isOpen ? words.fewerSources : folded}
        </button>
      )}
    </div>
  );
}

function Chip({ source: { number, title, url } }: { readonly source: ListedSource }) {
  return (
    <a
      href={url.href}
      title={`${title}\n${url.href}`}
      className={styles.chip}
      target="_blank"
      rel="noopener noreferrer"
    >
      <span className={styles.number}>{number}</span>
      <span className={styles.title} dir="auto">
        {title}
      </span>
      {title !== url.host && <span className={styles.host}>{url.host}</span>}
    </a>
  );
}
