import type { CodeLanguage } from "./code-languages.ts";
import type { HighlightAnswer, HighlightRequest, LineTokens } from "./highlight-protocol.ts";

let worker: Worker | null | undefined;
let lastId = 0;
const listeners = new Map<number, (lines: readonly LineTokens[]) => void>();

export interface Highlighting {
  /** The next lines of the code, each complete. Their colours come back in order, as many lines as were given. */
  add(lines: readonly string[], isLast: boolean): void;
  close(): void;
}

/** Colours code away from the page's own thread, which has text to show. Null where that cannot be had. */
export function openHighlighting(
  language: CodeLanguage,
  onLines: (lines: readonly LineTokens[]) => void,
): Highlighting | null {
  const target = startWorker();
  if (!target) return null;
  lastId += 1;
  const id = lastId;
  listeners.set(id, onLines);
  return {
    add: (lines, isLast) => target.postMessage({ id, language, lines, isLast } satisfies HighlightRequest),
    close: () => listeners.delete(id),
  };
}

function startWorker(): Worker | null {
  if (worker !== undefined) return worker;
  try {
    worker = new Worker(new URL("./highlight-worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", (event: MessageEvent<HighlightAnswer>) => {
      listeners.get(event.data.id)?.(event.data.lines);
    });
    // Without the worker code stays plain, which is no failure worth a word.
    worker.addEventListener("error", () => {
      worker = null;
    });
  } catch {
    worker = null;
  }
  return worker;
}
