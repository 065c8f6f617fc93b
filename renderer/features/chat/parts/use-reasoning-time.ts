import { useEffect, useState } from "react";
import type { MessageId } from "../../../../shared/chat/message.ts";
import { useRun } from "../state/message-subscription.ts";

/** How long the model has been reasoning, updated every second; null when it is not known. */
export function useReasoningTime(messageId: MessageId, isReasoning: boolean): number | null {
  const live = useRun(messageId);
  const phase = live?.run.phase;
  const startedAtMs = live && phase?.type === "reasoning" ? live.phaseSinceMs - phase.elapsedMs : null;
  const [nowMs, setNowMs] = useState(() => performance.now());
  const isTicking = isReasoning && startedAtMs !== null;

  useEffect(() => {
    if (!isTicking) return;
    const timer = window.setInterval(() => setNowMs(performance.now()), 1000);
    return () => window.clearInterval(timer);
  }, [isTicking]);

  if (!isReasoning || startedAtMs === null) return null;
  return Math.floor(Math.max(0, nowMs - startedAtMs) / 1000) * 1000;
}
