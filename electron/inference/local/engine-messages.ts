import { z } from "zod";
import type {
  EngineFacts,
  EngineMessage,
  LoadedModel,
  TextToken,
} from "../../../shared/inference/engine-protocol.ts";
import { libraryVariants } from "../../../shared/inference/engine-library.ts";
import type { GenerationResult } from "../../../shared/inference/generation.ts";
import type { Gpu } from "../../../shared/models/hardware.ts";

/*
 * The engine process reads files of strangers with native code, so what it sends is checked like any other input.
 * Fields that are not listed pass: they are of this version's own types.
 */
const count = z.number().min(0);
const id = z.string().max(200);

const failure = z.looseObject({
  code: z.string().max(100),
  message: z.string(),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

const ended = { status: z.enum(["complete", "incomplete"]), durationMs: count.optional() };

const event = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("part-started"), partId: id, partType: z.enum(["text", "reasoning"]) }),
  z.looseObject({ type: z.literal("part-delta"), partId: id, text: z.string() }),
  z.looseObject({ type: z.literal("part-ended"), partId: id, ...ended }),
  z.looseObject({ type: z.literal("tool-call-started"), partId: id, name: z.string() }),
  z.looseObject({
    type: z.literal("tool-call"),
    partId: id,
    name: z.string(),
    arguments: z.record(z.string(), z.json()),
  }),
  z.looseObject({ type: z.literal("prefill"), progress: z.number() }),
  z.looseObject({ type: z.literal("paused") }),
]);

const measured = z.looseObject({ acceptanceRate: count, speedup: count });
const draftSource = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("none") }),
  z.looseObject({ type: z.literal("unavailable"), problem: failure }),
  z.looseObject({ type: z.literal("on"), measured: measured.nullable() }),
  z.looseObject({
    type: z.literal("paused"),
    reason: z.enum(["low-acceptance", "slow-verification"]),
    measured,
  }),
]);
const drafting = z.looseObject({ drafter: draftSource, lookup: draftSource });

const message = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("started") }),
  z.looseObject({ type: z.literal("opening-library"), variant: z.enum(libraryVariants) }),
  z.looseObject({ type: z.literal("library-opened") }),
  z.looseObject({ type: z.literal("here"), work: z.looseObject({ processorMs: count, diskReads: count }) }),
  z.looseObject({ type: z.literal("load-progress"), modelId: z.string(), progress: z.number() }),
  z.looseObject({ type: z.literal("event"), runId: id, event }),
  z.looseObject({ type: z.literal("paused"), runId: id }),
  z.looseObject({ type: z.literal("drafting"), drafting }),
  z.looseObject({ type: z.literal("done"), requestId: z.int(), value: z.unknown() }),
  z.looseObject({ type: z.literal("failed"), requestId: z.int(), error: failure }),
]);

/** null: it is no message of the protocol. The value of `done` is checked by the caller. */
export function parseEngineMessage(received: unknown): EngineMessage | null {
  // One for each token: a schema would cost more than the rest of its way to the page.
  if (isDelta(received)) return received;
  return message.safeParse(received).success ? (received as EngineMessage) : null;
}

type Delta = Extract<EngineMessage, { type: "event" }>;

function isDelta(received: unknown): received is Delta {
  if (!isRecord(received) || received["type"] !== "event" || typeof received["runId"] !== "string")
    return false;
  const { event: delta } = received;
  if (!isRecord(delta) || delta["type"] !== "part-delta") return false;
  return typeof delta["partId"] === "string" && typeof delta["text"] === "string";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

const media = z.looseObject({ sees: z.boolean(), hears: z.boolean(), problem: failure.nullable() });
const stats = z.looseObject({
  promptTokens: count,
  reusedTokens: count,
  generatedTokens: count,
  timeToFirstTokenMs: count,
  tokensPerSecond: count,
  contextUsedTokens: count,
  contextSizeTokens: count.nullable(),
  drafting: z.looseObject({ drafted: count, accepted: count }).optional(),
});
const measuredMedium = z.looseObject({ kind: z.enum(["image", "audio"]), tokens: count, ms: count });
const ends = [
  "end-of-turn",
  "ended-in-reasoning",
  "tool-calls",
  "stopped",
  "stop-string",
  "max-tokens",
  "context-full",
] as const satisfies readonly GenerationResult["end"][];

const isText = (value: unknown): value is string => typeof value === "string";

/** Whether the value of `done` answers a request of this kind. */
export const isAnswerTo = {
  load: (value: unknown): value is LoadedModel =>
    z
      .looseObject({
        modelId: z.string(),
        contextSizeTokens: count,
        trainContextTokens: count,
        gpu: z.string().nullable(),
        gpuLayers: count,
        threads: count,
        flashAttention: z.boolean(),
        media,
        drafting,
      })
      .safeParse(value).success,
  generate: (value: unknown): value is GenerationResult =>
    z
      .looseObject({
        end: z.enum(ends),
        startsAt: count.optional(),
        stats,
        media: z.array(measuredMedium).optional(),
      })
      .safeParse(value).success,
  probe: (value: unknown): value is Gpu | null =>
    z
      .looseObject({
        names: z.array(z.string()),
        api: z.enum(["metal", "cuda", "vulkan"]),
        memoryBytes: count,
        freeBytes: count,
        isUnified: z.boolean(),
      })
      .nullable()
      .safeParse(value).success,
  count: (value: unknown): value is number => typeof value === "number" && value >= 0,
  describe: (value: unknown): value is EngineFacts =>
    z
      .looseObject({
        libraryVersion: z.string(),
        variant: z.string(),
        supportedGpus: z.array(z.string()),
        library: z.looseObject({
          variant: z.enum(libraryVariants),
          passedOver: z.array(
            z.looseObject({ variant: z.enum(libraryVariants), reason: z.enum(["crashed", "unusable"]) }),
          ),
        }),
        addonProblem: z.string().nullable(),
      })
      .safeParse(value).success,
  tokenize: (value: unknown): value is readonly TextToken[] =>
    z.array(z.looseObject({ id: z.int(), text: z.string() })).safeParse(value).success,
  detokenize: isText,
  render: isText,
  unload: (value: unknown): value is null => value === null,
} as const;
