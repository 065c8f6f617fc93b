import { partOf, planMemory, type LoadChoice } from "./memory-plan.ts";
import type { PlanFacts } from "./plan-facts.ts";

/**
 * Enough for long chats and documents. A larger context costs memory and prefill time that few users need;
 * they can request it.
 */
const defaultContextTokens = 32_768;

/**
 * Below this, reasoning alone may not fit. If memory does not suffice even for this, loading fails with an
 * error.
 */
const smallestDefaultTokens = 4_096;

/** The smallest context that can be requested. */
const smallestContextTokens = 256;

/**
 * Chooses the context length to load a model with.
 *
 * An explicit choice is honoured up to the trained context length. Otherwise it is `defaultContextTokens`, or
 * less where the model was trained for less or where the cache would take more than half of the memory that
 * the rest of the plan leaves free.
 */
export function chooseContextTokens(
  facts: PlanFacts,
  /** In tokens; null: automatic. */
  requested: number | null,
  choice: Omit<LoadChoice, "contextTokens" | "checkpointBudgetBytes">,
  /** Free memory before the weights are loaded, on all devices that may hold layers. */
  freeBytes: number,
): number {
  const trained = facts.cache.trainContextTokens;
  if (requested !== null) {
    return clamp(requested, Math.min(smallestContextTokens, trained), trained);
  }
  const largest = Math.min(defaultContextTokens, trained);
  const smallest = Math.min(smallestDefaultTokens, largest);
  const leavesHalf = (contextTokens: number): boolean => {
    const plan = planMemory(facts, { ...choice, contextTokens, checkpointBudgetBytes: 0 });
    const caches = [partOf(plan, "global-cache"), partOf(plan, "sliding-cache")];
    const cacheBytes = caches.reduce((sum, part) => sum + part.privateBytes + part.vramBytes, 0);
    const others = plan.ramNeededBytes + plan.vramBytes - cacheBytes;
    return cacheBytes <= (freeBytes - others) / 2;
  };
  if (leavesHalf(largest)) {
    return largest;
  }
  // Binary search between a context that fits (or the minimum) and one that is too long.
  let [fitting, tooLong] = [smallest, largest];
  while (tooLong - fitting > stepTokens) {
    const middle = fitting + Math.ceil((tooLong - fitting) / 2 / stepTokens) * stepTokens;
    [fitting, tooLong] = leavesHalf(middle) ? [middle, tooLong] : [fitting, middle];
  }
  return fitting;
}

const stepTokens = 256;

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);
