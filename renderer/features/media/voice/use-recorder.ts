import { useCallback, useEffect, useRef, useState } from "react";
import { MicrophoneError, startRecording, type MicrophoneTrouble, type Recording } from "./microphone.ts";

export type Recorder =
  | { readonly type: "starting" }
  | { readonly type: "failed"; readonly trouble: MicrophoneTrouble }
  | { readonly type: "recording"; readonly durationMs: number; readonly loudness: number }
  | { readonly type: "recorded"; readonly note: Blob; readonly url: string; readonly wasCut: boolean };

/** The longest voice note; recording stops there. */
const maxNoteMs = 10 * 60_000;

/** Starts recording on mount and releases the microphone on unmount. */
export function useRecorder() {
  const [recorder, setRecorder] = useState<Recorder>({ type: "starting" });
  const recording = useRef<Recording | null>(null);
  const generation = useRef(0);

  const stop = useCallback(async (wasCut: boolean) => {
    const ending = recording.current;
    recording.current = null;
    if (!ending) return;
    const note = await ending.stop();
    setRecorder({ type: "recorded", note, url: URL.createObjectURL(note), wasCut });
  }, []);

  const open = useCallback(async () => {
    const ownGeneration = ++generation.current;
    try {
      const started = await startRecording((durationMs, loudness) => {
        if (!recording.current || generation.current !== ownGeneration) return;
        if (durationMs >= maxNoteMs) void stop(true);
        else setRecorder({ type: "recording", durationMs, loudness });
      });
      // The recorder was closed or restarted while the microphone was opening.
      if (generation.current !== ownGeneration) started.cancel();
      else recording.current = started;
    } catch (thrown) {
      const trouble = thrown instanceof MicrophoneError ? thrown.trouble : "busy";
      if (generation.current === ownGeneration) setRecorder({ type: "failed", trouble });
    }
  }, [stop]);
  const start = () => {
    setRecorder({ type: "starting" });
    void open();
  };

  useEffect(() => {
    void open();
    return () => {
      generation.current += 1;
      recording.current?.cancel();
      recording.current = null;
    };
  }, [open]);

  const url = recorder.type === "recorded" ? recorder.url : null;
  useEffect(() => {
    if (url === null) return undefined;
    return () => URL.revokeObjectURL(url);
  }, [url]);

  return { recorder, start, stop };
}
