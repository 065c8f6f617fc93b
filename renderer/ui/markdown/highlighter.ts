import type { CodeLanguage } from "./code-languages.ts";
import type { HighlightAnswer, HighlightRequest, LineTokens } from "./highlight-protocol.ts";

let worker: Worker | null | undefined;
let lastId = 0;
const listeners = new Map<number, (lines: readonly LineTokens[]) => void>();
let unanswered = 0;
let onAllAnswered: readonly (() => void)[] = [];

export interface Highlighting {
  /** Adds complete lines. Their colours are returned in order, one entry per line. */
  add(lines: readonly string[], isLast: boolean): void;
  close(): void;
}

/** Starts highlighting in a worker. Null when workers are not available. */
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
    add(lines, isLast) {
      unanswered += 1;
      target.postMessage({ id, language, lines, isLast } satisfies HighlightRequest);
    },
    close: () => listeners.delete(id),
  };
}

/** Whether the colours of all code that was added are known. */
export function isHighlighted(): boolean {
  return unanswered === 0;
}

export function whenHighlighted(): Promise<void> {
  if (isHighlighted()) return Promise.resolve();
  return new Promise((done) => (onAllAnswered = [...onAllAnswered, done]));
}

function setUnanswered(count: number): void {
  unanswered = count;
  if (count > 0) return;
  const callbacks = onAllAnswered;
  onAllAnswered = [];
  for (const callback of callbacks) callback();
}

function startWorker(): Worker | null {
  if (worker !== undefined) return worker;
  try {
    worker = new Worker(new URL("./highlight-worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", (event: MessageEvent<HighlightAnswer>) => {
      listeners.get(event.data.id)?.(event.data.lines);
      setUnanswered(unanswered - 1);
    });
    // Without the worker, code is shown without colours and no error is reported.
    worker.addEventListener("error", () => {
      worker = null;
      setUnanswered(0);
    });
  } catch {
    worker = null;
  }
  return worker;
}
