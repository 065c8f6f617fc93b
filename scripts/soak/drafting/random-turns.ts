import type { GenerateRequest } from "../../../shared/inference/engine-protocol.ts";
import type { Turn, TurnMedia } from "../../../shared/inference/prompt-turn.ts";
import type { FixtureModelName } from "../../../tests/fixtures/models.ts";
import type { SeededRandom } from "../seeded-random.ts";

/** A model of the soak: both kinds of template, all kinds of layers, and models that say a fixed text. */
export interface DraftedModel {
  readonly name: FixtureModelName;
  readonly projector?: "gemma4v-gemma4a";
  /** The share of tokens that its drafter is wrong about, or a drafter that says nonsense. */
  readonly drafts: "random" | { readonly wrongShare: number };
  readonly hasTools?: true;
}

export const draftedModels: readonly DraftedModel[] = [
  { name: "babbling-dense", drafts: "random" },
  { name: "babbling-per-layer", drafts: "random" },
  { name: "babbling-dense-q4", drafts: "random" },
  { name: "babbling-per-layer-wide", projector: "gemma4v-gemma4a", drafts: "random" },
  { name: "long-thought", drafts: { wrongShare: 0.2 } },
  { name: "short-appends-nothing", drafts: { wrongShare: 0.2 } },
  { name: "calling", drafts: { wrongShare: 0.2 }, hasTools: true },
];

/** What a turn asks for, and what happens to its reply. */
export interface RandomTurn {
  readonly request: Partial<GenerateRequest>;
  /** Before these tokens, it is paused. */
  readonly pausesAt: readonly number[];
  /** Stopped once it has as many tokens; null: not stopped. */
  readonly stopsAt: number | null;
}

/** @param earlier the turns before it @param media what it may be about */
export function randomTurn(
  random: SeededRandom,
  { hasTools }: DraftedModel,
  earlier: readonly Turn[],
  media: readonly TurnMedia[],
): RandomTurn {
  const upTo = (most: number) => Math.floor(random.below(most));
  const isOneOf = (count: number) => upTo(count) === 0;
  const text = Array.from({ length: 1 + upTo(6) }, () => random.pick(sentences)).join(" ");
  const attached = media.length > 0 && isOneOf(2) ? [random.pick(media)] : [];
  const turn: Turn = { role: "user", text, ...(attached.length > 0 && { media: attached }) };
  const thinking = isOneOf(2);
  return {
    request: {
      turns: [...earlier, turn],
      thinking,
      maxTokens: 20 + upTo(60),
      ...(thinking && isOneOf(2) && { reasoningBudgetTokens: 5 + upTo(30) }),
      ...(isOneOf(4) && { stop: ["e", "boat"] }),
      ...(isOneOf(4) && { logprobs: 2 }),
      ...(hasTools && { tools: [weather] }),
      ...(!hasTools && isOneOf(8) && { jsonSchema }),
    },
    pausesAt: isOneOf(4) ? [upTo(20), 20 + upTo(20)] : [],
    stopsAt: isOneOf(5) ? 1 + upTo(40) : null,
  };
}

const sentences = [
  "The boat left at dawn, and nobody had slept.",
  "How is the weather?",
  "Repeat what I said: bread 2.50, milk 1.20, bread 2.50.",
  "好的，你好。",
  "Write it again, word for word.",
];

const weather = {
  name: "get_weather",
  description: "Says how the weather is.",
  parameters: {
    type: "object",
    properties: {
      city: { type: "string" },
      days: { type: "integer" },
      unit: { enum: ["celsius", "kelvin"] },
    },
    required: ["city"],
  },
} as const;

const jsonSchema = {
  type: "object",
  properties: { name: { type: "string" }, items: { type: "array", items: { type: "integer" }, maxItems: 4 } },
  required: ["name", "items"],
} as const;
