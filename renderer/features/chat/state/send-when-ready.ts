import { useEffect } from "react";
import { create } from "zustand";

/** The draft that is sent by itself as soon as its attachments and its task are ready; null: none. */
const useAwaited = create<{ readonly key: string | null }>(() => ({ key: null }));

export function sendWhenReady(key: string): void {
  useAwaited.setState({ key });
}

/**
 * Sends the awaited draft.
 * @param draft what came of it; `changed`: the user took over, or something went wrong
 */
export function useAwaitedSending(
  key: string,
  draft: "preparing" | "ready" | "changed",
  send: () => void,
): void {
  const isAwaited = useAwaited((state) => state.key === key);
  useEffect(() => {
    if (!isAwaited || draft === "preparing") return;
    useAwaited.setState({ key: null });
    if (draft === "ready") send();
  });
}
