import { useEffect, useRef, useState } from "react";
import type { CodeLanguage } from "./code-languages.ts";
import { drawingLimits } from "./drawing-limits.ts";
import type { LineTokens } from "./highlight-protocol.ts";
import { openHighlighting, type Highlighting } from "./highlighter.ts";

/** Longer code is not highlighted. */
const maxCodeLength = 200_000;
/** How often colours are updated while the code is still being generated. */
const openIntervalMs = 120;

interface Session {
  readonly highlighting: Highlighting;
  readonly language: CodeLanguage;
  /** The lines sent to the worker so far. */
  sent: readonly string[];
  isDone: boolean;
}

const none: readonly LineTokens[] = [];

/**
 * The colours of code, line by line as they become known. Growing code is sent line by line; if its earlier
 * lines change, highlighting starts over.
 */
export function useHighlighting(
  lines: readonly string[],
  language: CodeLanguage | null,
  isOpen: boolean,
  isVisible: boolean,
): readonly LineTokens[] {
  const [colours, setColours] = useState(none);
  const session = useRef<Session | null>(null);
  const latest = useRef({ lines, isOpen });
  const timer = useRef<number | null>(null);

  useEffect(() => {
    latest.current = { lines, isOpen };
    if (!isVisible || language === null) return;

    const feed = () => {
      timer.current = null;
      const { lines: all, isOpen: mayGrow } = latest.current;
      // The last line of growing code is incomplete.
      const complete = mayGrow ? all.slice(0, -1) : all;
      let current = session.current;
      if (current && (current.language !== language || !continues(current.sent, complete))) {
        current.highlighting.close();
        current = null;
      }
      if (!current) {
        setColours(none);
        const highlighting = openHighlighting(language, (more) =>
          setColours((known) => withMore(known, more)),
        );
        current = highlighting && { highlighting, language, sent: [], isDone: false };
        session.current = current;
      }
      if (!current || current.isDone) return;
      const fresh = complete.slice(current.sent.length);
      if (fresh.length === 0) return;
      current.highlighting.add(fresh, !mayGrow);
      current.sent = complete;
      current.isDone = !mayGrow;
    };

    if (lines.reduce((sum, line) => sum + line.length, 0) > maxCodeLength) return;
    if (!isOpen) {
      if (timer.current !== null) window.clearTimeout(timer.current);
      feed();
    } else {
      timer.current ??= window.setTimeout(feed, openIntervalMs);
    }
  }, [lines, language, isOpen, isVisible]);

  useEffect(
    () => () => {
      if (timer.current !== null) window.clearTimeout(timer.current);
      session.current?.highlighting.close();
      session.current = null;
    },
    [],
  );

  return colours;
}

function continues(sent: readonly string[], lines: readonly string[]): boolean {
  if (sent.length > lines.length) return false;
  return sent.at(-1) === lines[sent.length - 1] && sent[0] === lines[0];
}

/** Every run is an element, so that code of very many runs is coloured at its beginning only. */
function withMore(known: readonly LineTokens[], more: readonly LineTokens[]): readonly LineTokens[] {
  let runs = known.reduce((sum, line) => sum + line.length / 2, 0);
  const end = more.findIndex((line) => (runs += line.length / 2) > drawingLimits.colouredRuns);
  return [...known, ...(end === -1 ? more : more.slice(0, end))];
}
