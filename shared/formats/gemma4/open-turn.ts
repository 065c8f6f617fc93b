import type { TurnStep } from "../../inference/prompt-turn.ts";
import type { OutputStart } from "../output-syntax.ts";
import { trimmed, type PromptSegment } from "../prompt-template.ts";
import { content, tag, withJoinedContent } from "../turn-text.ts";
import { gemmaTools } from "./tool-syntax.ts";

export interface OpenTurnOptions {
  readonly thinking: boolean;
  /** Whether the prompt before the turn ends in an opened channel. */
  readonly isInChannel: boolean;
  /** What the template writes between reasoning and the tag that closes it. */
  readonly reasoningEnd: string;
}

/**
 * Writes a turn as it is in the context while it goes on, and as Google's templates write what they can
 * write: they place an answer's text after the results of its calls. After results, a model that thinks is
 * given an opened channel, in which it may say nothing; larger models fail without it.
 *
 * Results follow the calls of their generation together.
 */
export function openTurn(
  steps: readonly TurnStep[],
  { thinking, reasoningEnd, ...options }: OpenTurnOptions,
): { readonly segments: readonly PromptSegment[]; readonly outputStart: OutputStart } {
  const segments: PromptSegment[] = [];
  let { isInChannel } = options;
  let continues: OutputStart["continues"] = null;
  const open = () => {
    if (!isInChannel) segments.push(tag(channel.open), content(channel.name));
    isInChannel = true;
  };
  const close = () => {
    if (isInChannel) segments.push(tag(channel.close));
    isInChannel = false;
  };
  for (const [i, step] of steps.entries()) {
    const next = steps[i + 1];
    continues = null;
    if (step.type === "reasoning") {
      open();
      segments.push(content(step.text.trim()));
      if (next === undefined && thinking) {
        continues = "reasoning";
      } else {
        segments.push(content(reasoningEnd));
        close();
      }
      continue;
    }
    close();
    switch (step.type) {
      case "text":
        segments.push(content(step.text));
        continues = "text";
        break;
      case "tool-call":
        segments.push(...gemmaTools.renderCall(step.name, step.arguments));
        break;
      case "tool-result":
        segments.push(...gemmaTools.renderResult(step));
        if (thinking && next?.type !== "tool-result") open();
    }
  }
  const promptEnd = isInChannel ? channel.open + channel.name : "";
  return { segments: withJoinedContent(segments), outputStart: { promptEnd, continues } };
}

/**
 * A finished turn with calls and results. As in Google's templates, its reasoning is not sent back, and its
 * text is trimmed.
 */
export function finishedTurn(steps: readonly TurnStep[]): readonly PromptSegment[] {
  const kept = steps
    .filter(({ type }) => type !== "reasoning")
    .map((step) => (step.type === "text" ? { ...step, text: trimmed(step.text) } : step));
  return openTurn(kept, { thinking: false, isInChannel: false, reasoningEnd: "" }).segments;
}

const channel = { open: "<|channel>", close: "<channel|>", name: "thought\n" } as const;
