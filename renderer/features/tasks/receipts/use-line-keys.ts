import { useState } from "react";

interface Lines {
  readonly keys: readonly number[];
  readonly nextKey: number;
  /** A change that the host has not stored yet. */
  readonly pending: { readonly line: number; readonly isAdded: boolean } | null;
}

export interface LineKeys {
  readonly keys: readonly number[];
  readonly expectAdded: (line: number) => void;
  readonly expectRemoved: (line: number) => void;
}

/** Keys of the lines of a receipt that stay with them when a line before them is added or removed. */
export function useLineKeys(count: number): LineKeys {
  const [lines, setLines] = useState<Lines>(() => ({ keys: range(0, count), nextKey: count, pending: null }));
  const current = lines.keys.length === count ? lines : changed(lines, count);
  // React renders again at once, before the rows with the old keys are shown.
  if (current !== lines) setLines(current);
  return {
    keys: current.keys,
    expectAdded: (line) => setLines((before) => ({ ...before, pending: { line, isAdded: true } })),
    expectRemoved: (line) => setLines((before) => ({ ...before, pending: { line, isAdded: false } })),
  };
}

function changed({ keys, nextKey, pending }: Lines, count: number): Lines {
  if (pending?.isAdded === true && count === keys.length + 1)
    return { keys: keys.toSpliced(pending.line, 0, nextKey), nextKey: nextKey + 1, pending: null };
  if (pending?.isAdded === false && count === keys.length - 1)
    return { keys: keys.toSpliced(pending.line, 1), nextKey, pending: null };
  const added = range(nextKey, Math.max(0, count - keys.length));
  return { keys: [...keys.slice(0, count), ...added], nextKey: nextKey + added.length, pending: null };
}

function range(from: number, length: number): readonly number[] {
  return Array.from({ length }, (_, index) => from + index);
}
