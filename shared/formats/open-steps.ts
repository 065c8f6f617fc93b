import type { TurnStep } from "../inference/prompt-turn.ts";
import type { PromptTurn } from "./chat-format.ts";

/** The steps of the turn that is still open, without blank ones; empty: there is none. */
export function openStepsOf(turns: readonly PromptTurn[]): readonly TurnStep[] {
  const last = turns.at(-1);
  return last?.role === "assistant" ? (last.steps ?? []).filter((step) => !isBlank(step)) : [];
}

/** The turns before the open one. */
export function turnsBefore(turns: readonly PromptTurn[]): readonly PromptTurn[] {
  const last = turns.at(-1);
  return last?.role === "assistant" && last.steps !== undefined ? turns.slice(0, -1) : turns;
}

const isBlank = (step: TurnStep) =>
  (step.type === "reasoning" && step.text.trim() === "") || (step.type === "text" && step.text === "");
