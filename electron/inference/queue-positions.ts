import type { RunPhase } from "../../shared/chat/run.ts";
import type { EngineState } from "../../shared/models/model.ts";
import type { Job } from "./engine-queue.ts";
import type { Reply } from "../chat/reply.ts";

export interface QueuePosition {
  readonly reply: Reply;
  readonly phase: RunPhase;
}

/**
 * What each waiting reply shows. The first one, when no other reply but a model is in its way, says that; for the person
 * it is their model that loads.
 */
export function queuePositions(
  current: Job | null,
  waiting: readonly Job[],
  engine: EngineState,
): QueuePosition[] {
  const isReplyRunning = current?.reply?.hasEnded === false;
  let ahead = isReplyRunning ? 1 : 0;
  return waiting.flatMap(({ reply }): QueuePosition[] => {
    if (!reply) return [];
    const progress = engine.type === "loading" ? engine.progress : 0;
    const phase: RunPhase = ahead === 0 ? { type: "loading-model", progress } : { type: "queued", ahead };
    ahead += 1;
    return [{ reply, phase }];
  });
}
