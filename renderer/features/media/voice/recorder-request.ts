import { create } from "zustand";

interface RecorderRequest {
  readonly onAttached: () => void;
}

/** Whether the recorder is open, and for whom; null: it is not. */
export const useRecorderRequest = create<{ readonly request: RecorderRequest | null }>(() => ({
  request: null,
}));

/** @param onAttached told when a note was attached, and not when the person thought better of it */
export function openRecorder(onAttached: () => void = () => undefined): void {
  useRecorderRequest.setState({ request: { onAttached } });
}

export function closeRecorder(): void {
  useRecorderRequest.setState({ request: null });
}
