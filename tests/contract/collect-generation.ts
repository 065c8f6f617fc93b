import type { ChatModel } from "../../electron/inference/chat-model.ts";
import type { PartEnd } from "../../shared/chat/part-event.ts";
import type { GenerateOptions } from "../../shared/inference/generate-options.ts";
import type {
  GeneratedPartType,
  GenerationEvent,
  GenerationResult,
} from "../../shared/inference/generation.ts";
import type { Prompt } from "../../shared/inference/prompt-turn.ts";
import { plainOptions } from "../fixtures/generate-request.ts";

export interface CollectedPart {
  readonly type: GeneratedPartType;
  text: string;
  end: PartEnd | null;
}

export interface Collected {
  readonly parts: readonly CollectedPart[];
  readonly events: readonly GenerationEvent[];
  readonly result: GenerationResult;
}

export function promptOf(text: string): Prompt {
  return { systemPrompt: "", turns: [{ role: "user", text }] };
}

/**
 * Runs a generation to its end and checks that its events are well formed: at most one part is open, deltas
 * name the open part and are not empty, every part is ended, and no prefill follows the first part.
 * @param onEvent called with each event as it arrives
 */
export async function collect(
  model: ChatModel,
  prompt: Prompt,
  options: Partial<GenerateOptions> = {},
  { signal = new AbortController().signal, onEvent = () => undefined }: CollectHooks = {},
): Promise<Collected> {
  const generation = model.generate(prompt, { ...plainOptions, ...options }, signal);
  const events: GenerationEvent[] = [];
  for await (const event of generation.events) {
    events.push(event);
    onEvent(event, () => generation.endReasoning());
  }
  return { events, parts: partsOf(events), result: await generation.result };
}

export interface CollectHooks {
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: GenerationEvent, endReasoning: () => void) => void;
}

/** @throws Error where the events are not well formed */
export function partsOf(events: readonly GenerationEvent[]): CollectedPart[] {
  const parts: CollectedPart[] = [];
  const ids: string[] = [];
  let open: string | null = null;
  for (const event of events) {
    if (event.type === "paused") continue;
    if (event.type === "prefill") {
      if (parts.length > 0) throw new Error("Prefill was reported after the first part");
      if (event.progress < 0 || event.progress > 1) throw new Error(`Prefill at ${event.progress}`);
      continue;
    }
    if (event.type === "tool-call-started" || event.type === "tool-call") continue;
    const last = parts.at(-1);
    if (event.type === "part-started") {
      if (open !== null) throw new Error("A part was started while another was open");
      if (ids.includes(event.partId)) throw new Error("Two parts have the same id");
      open = event.partId;
      ids.push(open);
      parts.push({ type: event.partType, text: "", end: null });
      continue;
    }
    if (event.partId !== open || !last) throw new Error(`${event.type} names a part that is not open`);
    if (event.type === "part-delta") {
      if (event.text === "") throw new Error("A delta is empty");
      last.text += event.text;
    } else {
      const { status, durationMs, isCutShort } = event;
      last.end = {
        status,
        ...(durationMs !== undefined && { durationMs }),
        ...(isCutShort && { isCutShort }),
      };
      open = null;
    }
  }
  if (open !== null) throw new Error("A part was never ended");
  return parts;
}
