import { create } from "zustand";
import type { Toast } from "./ui/Toaster.tsx";

const newsMs = 6_000;
/** Long enough to reach Undo by keyboard. */
const actionMs = 10_000;

export const useToasts = create<{ readonly toasts: readonly Toast[] }>(() => ({ toasts: [] }));

let nextId = 1;

export type NewToast = Pick<Toast, "text"> & Partial<Pick<Toast, "detail" | "action">>;

/** Shows news; with an action such as Undo it stays longer. */
export function showNews(toast: NewToast): number {
  return add({ ...toast, kind: "news", durationMs: toast.action ? actionMs : newsMs });
}

/** Shows a failure, which stays until it is dismissed. */
export function showFailure(toast: NewToast): number {
  return add({ ...toast, kind: "failure", durationMs: null });
}

export function dismissToast(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}

function add(toast: Omit<Toast, "id">): number {
  const id = nextId++;
  useToasts.setState(({ toasts }) => {
    // A repeated toast replaces the earlier one.
    const others = toasts.filter((other) => other.text !== toast.text || other.detail !== toast.detail);
    return { toasts: [...others, { ...toast, id }].slice(-3) };
  });
  return id;
}
