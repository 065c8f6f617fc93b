import { useEffect, useRef, useState } from "react";
import { startRecording } from "./microphone.ts";
import { RecordingSession, type Recorder } from "./recording-session.ts";

/** Starts recording on mount and releases the microphone on unmount. */
export function useRecorder() {
  const [recorder, setRecorder] = useState<Recorder>({ type: "starting" });
  const session = useRef<RecordingSession | null>(null);
  useEffect(() => {
    const opened = new RecordingSession(startRecording, setRecorder);
    session.current = opened;
    void opened.start();
    return () => opened.close();
  }, []);
  return {
    recorder,
    start: () => void session.current?.start(),
    stop: () => void session.current?.stop(false),
  };
}
