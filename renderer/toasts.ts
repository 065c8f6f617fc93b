import { create } from "zustand";
import type { Toast } from "./ui/Toaster.tsx";

const newsMs = 6_000;
/** Long enough to reach Undo by keyboard. */
const actionMs = 10_000;

export const useToasts = create<{ readonly toasts: readonly Toast[] }>(() => ({ toasts: [] }));

let nextId = 1;

export type NewToast = Pick<Toast, "text"> &
  Partial<Pick<Toast, "detail" | "action">> & {
    /** Called once when it is not shown any more, for whatever reason. */
    readonly onGone?: () => void;
  };

const onGone = new Map<number, () => void>();

/** Shows news; with an action such as Undo it stays longer. */
export function showNews(toast: NewToast): number {
  return add({ ...toast, kind: "news", durationMs: toast.action ? actionMs : newsMs });
}

/** Shows a failure, which stays until it is dismissed. */
export function showFailure(toast: NewToast): number {
  return add({ ...toast, kind: "failure", durationMs: null });
}

export function dismissToast(id: number): void {
  show((toasts) => toasts.filter((toast) => toast.id !== id));
}

function show(change: (toasts: readonly Toast[]) => readonly Toast[]): void {
  useToasts.setState(({ toasts }) => ({ toasts: change(toasts) }));
  const shown = new Set(useToasts.getState().toasts.map(({ id }) => id));
  for (const [id, tell] of [...onGone]) {
    if (shown.has(id)) continue;
    onGone.delete(id);
    tell();
  }
}

function add({ onGone: tell, ...toast }: NewToast & Omit<Toast, "id">): number {
  const id = nextId++;
  if (tell) onGone.set(id, tell);
  show((toasts) => {
    // A repeated toast replaces the earlier one.
    const others = toasts.filter((other) => other.text !== toast.text || other.detail !== toast.detail);
    return [...others, { ...toast, id }].slice(-3);
  });
  return id;
}
