import type { MessagePart, ToolCallPart, ToolResultPart } from "../../shared/chat/message-part.ts";
import type { TurnStep } from "../../shared/inference/prompt-turn.ts";
import type { MediaCapabilities } from "../../shared/media/media-capabilities.ts";
import { withMedia } from "../media/engine-turns.ts";
import type { MediaStore } from "../media/media-store.ts";
import { answers } from "../tools/answers.ts";

type ResultStep = Extract<TurnStep, { type: "tool-result" }>;

/**
 * The parts of a reply as a model is given them. The results of calls that were made together follow them
 * together, in the order of the calls, whichever tool was faster; a call without a result is answered with
 * the reason.
 */
export function turnSteps(
  parts: readonly MessagePart[],
  media: MediaStore,
  takes: MediaCapabilities,
): readonly TurnStep[] {
  const results = new Map(
    parts.filter((part) => part.type === "tool-result").map((part) => [part.callId, part]),
  );
  const steps: TurnStep[] = [];
  let open: ToolCallPart[] = [];
  const answerCalls = () => {
    for (const call of open) {
      const result = results.get(call.callId);
      steps.push(result ? resultStep(result, media, takes) : withoutResult(call));
    }
    open = [];
  };
  for (const part of parts) {
    switch (part.type) {
      case "text":
      case "reasoning":
        answerCalls();
        steps.push({ type: part.type, text: part.text });
        break;
      case "tool-call":
        // One that was cut off while the model wrote it was never made.
        if (part.status !== "complete") break;
        steps.push({ type: "tool-call", name: part.name, arguments: part.arguments });
        open.push(part);
        break;
      case "tool-result":
      case "receipt":
      case "transcript":
      case "source":
      case "media":
      case "file":
      case "unknown":
        break;
    }
  }
  answerCalls();
  return steps;
}

function resultStep(
  { name, text, media: returned = [] }: ToolResultPart,
  store: MediaStore,
  takes: MediaCapabilities,
): ResultStep {
  // Of what was not prepared, the user sees the original.
  const unseen = returned.filter(({ prepared }) => prepared.length === 0);
  const notes = unseen.map((each) => `(The user is shown ${each.name}; you can not see it.)`);
  const media = returned.filter((each) => !unseen.includes(each));
  const all = [text, ...notes].filter((line) => line !== "").join("\n");
  return { type: "tool-result", name, ...withMedia({ text: all, media }, store, takes) };
}

function withoutResult({ name, durationMs, approval }: ToolCallPart): ResultStep {
  const wasNotMade = durationMs === null && approval === "pending";
  return { type: "tool-result", name, text: wasNotMade ? answers.notMade : answers.interrupted };
}
