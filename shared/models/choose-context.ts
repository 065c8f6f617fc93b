import { partOf, planMemory, type LoadChoice } from "./memory-plan.ts";
import type { PlanFacts } from "./plan-facts.ts";

/** Long chats and documents fit; more costs memory and prompt time that most people never use, and can be asked for. */
const defaultContextTokens = 32_768;

/** Below it a thought alone may not fit; memory that does not even suffice for this fails loudly when loading. */
const smallestDefaultTokens = 4_096;

/** The smallest context that can be asked for. */
const smallestContextTokens = 256;

/**
 * The context to load a model with.
 *
 * An explicit choice is honoured up to what the model was trained for. Without one it is `defaultContextTokens`, less where
 * the model was trained for less, or where the cache would take more than half of the memory that everything else the plan
 * counts leaves free.
 */
export function chooseContextTokens(
  facts: PlanFacts,
  /** In tokens; null: choose. */
  requested: number | null,
  choice: Omit<LoadChoice, "contextTokens" | "checkpointBudgetBytes">,
  /** Before the weights are loaded; of all devices the layers may lie on. */
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
  // Between one that is short enough, or the shortest there is, and one that is too long.
  let [fitting, tooLong] = [smallest, largest];
  while (tooLong - fitting > stepTokens) {
    const middle = fitting + Math.ceil((tooLong - fitting) / 2 / stepTokens) * stepTokens;
    [fitting, tooLong] = leavesHalf(middle) ? [middle, tooLong] : [fitting, middle];
  }
  return fitting;
}

const stepTokens = 256;

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);
