import { create } from "zustand";

interface RecorderRequest {
  readonly onAttached: () => void;
}

/** The open recorder's request; null if it is closed. */
export const useRecorderRequest = create<{ readonly request: RecorderRequest | null }>(() => ({
  request: null,
}));

/** @param onAttached called when a note was attached, not when the user cancelled */
export function openRecorder(onAttached: () => void = () => undefined): void {
  useRecorderRequest.setState({ request: { onAttached } });
}

export function closeRecorder(): void {
  useRecorderRequest.setState({ request: null });
}
