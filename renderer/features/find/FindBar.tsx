import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { formatNumber } from "../../i18n/format.ts";
import { useLanguage, useText } from "../../i18n/i18n.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import controls from "../../ui/controls.module.css";
import { findMatches } from "./find-matches.ts";
import styles from "./FindBar.module.css";
import { closeFind, useFind } from "./find-store.ts";

const allName = "find-matches";
const currentName = "find-current";

/** Finds text in the chat or the page that is shown. Browsers have their own; this is for the desktop app. */
export function FindBar() {
  const isOpen = useFind((state) => state.isOpen);
  return isOpen ? <OpenBar /> : null;
}

function OpenBar() {
  const words = useText().find;
  const language = useLanguage();
  const request = useFind((state) => state.request);
  const input = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState("");
  const [found, setFound] = useState({ current: 0, count: 0 });
  useEffect(() => input.current?.select(), [request]);
  useEffect(() => unmark, []);

  // Looks anew each time, since a reply may have grown.
  const show = (wanted: string, index: number) => {
    const matches = findMatches(document.querySelector("main") ?? document.body, wanted);
    const current = matches.length === 0 ? 0 : (index + matches.length) % matches.length;
    mark(matches, current);
    setFound({ current, count: matches.length });
  };
  const step = (by: 1 | -1) => show(query, found.current + by);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      step(event.shiftKey ? -1 : 1);
    }
    if (event.key === "Escape") {
      event.preventDefault();
      closeFind();
    }
  };
  const hasNone = query.trim() !== "" && found.count === 0;
  return (
    <div role="search" aria-label={words.title} className={styles.bar} onKeyDown={onKeyDown}>
      <input
        ref={input}
        type="search"
        className={controls.control}
        aria-label={words.placeholder}
        placeholder={words.placeholder}
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          show(event.target.value, 0);
        }}
      />
      <span role="status" className={styles.count}>
        {hasNone && words.none}
        {found.count > 0 &&
          words.position(formatNumber(found.current + 1, language), formatNumber(found.count, language))}
      </span>
      <IconButton icon="arrowUp" size="small" label={words.previous} onClick={() => step(-1)} />
      <IconButton icon="arrowDown" size="small" label={words.next} onClick={() => step(1)} />
      <IconButton icon="close" size="small" label={useText().common.close} onClick={closeFind} />
    </div>
  );
}

function mark(matches: readonly Range[], current: number): void {
  unmark();
  const shown = matches[current];
  if (shown === undefined) return;
  CSS.highlights.set(allName, new Highlight(...matches));
  const front = new Highlight(shown);
  front.priority = 1;
  CSS.highlights.set(currentName, front);
  shown.startContainer.parentElement?.scrollIntoView({ block: "center" });
}

function unmark(): void {
  CSS.highlights.delete(allName);
  CSS.highlights.delete(currentName);
}
