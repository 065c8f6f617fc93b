import { useEffect, useState } from "react";
import type { MessageId } from "../../../../shared/chat/message.ts";
import { useRun } from "../state/message-subscription.ts";

/** How long the model has been thinking, updated every second; null when it is not known. */
export function useThinkingTime(messageId: MessageId, isThinking: boolean): number | null {
  const live = useRun(messageId);
  const phase = live?.run.phase;
  const startedAtMs = live && phase?.type === "thinking" ? live.phaseSinceMs - phase.elapsedMs : null;
  const [nowMs, setNowMs] = useState(() => performance.now());
  const isTicking = isThinking && startedAtMs !== null;

  useEffect(() => {
    if (!isTicking) return;
    const timer = window.setInterval(() => setNowMs(performance.now()), 1000);
    return () => window.clearInterval(timer);
  }, [isTicking]);

  if (startedAtMs === null) return null;
  return Math.floor(Math.max(0, nowMs - startedAtMs) / 1000) * 1000;
}
