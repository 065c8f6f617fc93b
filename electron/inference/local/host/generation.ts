import type { GenerateRequest } from "../../../../shared/inference/engine-protocol.ts";
import type { GenerationEnd, GenerationResult } from "../../../../shared/inference/generation.ts";
import { AppError } from "../../../../shared/ipc/result.ts";
import type { EngineModel } from "./engine-model.ts";
import { countMedia, type Cell } from "./cells/batch.ts";
import type { NativeSampler } from "./llama-internals.ts";
import type { EncodedPrompt } from "./prompt-encoder.ts";
import { PromptWindow } from "./prompt-window.ts";
import { RunOutput, type GenerationSink } from "./run-output.ts";

/**
 * Generates one reply. An aborted signal ends it soon (`EvaluationWatch`), which is a normal end.
 * @throws AppError `message-too-long` as in `PromptWindow`, `engine-failed` {detail}
 */
export async function generate(
  model: EngineModel,
  request: GenerateRequest,
  sink: GenerationSink,
  signal: AbortSignal,
): Promise<GenerationResult> {
  const startedAtMs = performance.now();
  const window = new PromptWindow<EncodedPrompt>(model, request);
  const { tokens, promptEnd, lastingTokens } = window.prompt;
  const { context } = model;
  const sampler = await model.samplerFor(request);
  const reply = new RunOutput(request, sink, model.readerFor(promptEnd, request.jsonSchema !== undefined));
  try {
    const reusedTokens = await context.prepare(tokens, lastingTokens);
    const logits = await readOn(model, tokens, sink, signal);
    const end = await writeOn({ model, window, sampler, reply, sink, signal }, logits);
    if (window.prompt.lastingTokens === window.prompt.tokens.length && !reply.hasThought) {
      context.keepReply();
    }
    return {
      end: reply.finish(end),
      startsAt: window.startsAt,
      stats: {
        promptTokens: tokens.length,
        reusedTokens,
        ...reply.stats(startedAtMs),
        contextUsedTokens: context.usedTokens,
        contextSizeTokens: context.sizeTokens,
      },
    };
  } catch (error) {
    reply.finish("stopped");
    if (error instanceof AppError) {
      throw error;
    }
    const detail = error instanceof Error ? error.message : String(error);
    throw new AppError("engine-failed", `The engine failed: ${detail}`, { detail });
  } finally {
    sampler.dispose();
  }
}

/**
 * Evaluates the rest of the prompt batch by batch; returns the index of the last logits, or null when
 * stopped.
 */
async function readOn(
  { context, media }: EngineModel,
  prompt: readonly Cell[],
  sink: GenerationSink,
  signal: AbortSignal,
): Promise<number | null> {
  const reusedTokens = context.usedTokens;
  const progress = (more = 0) => (context.usedTokens - reusedTokens + more) / (prompt.length - reusedTokens);
  const of = countMedia(prompt, reusedTokens);
  let place = 0;
  let logits: number | null = null;
  sink.reading({ progress: 0 });
  while (context.usedTokens < prompt.length) {
    if (signal.aborted) {
      return null;
    }
    const batch = context.nextBatch(prompt);
    if (batch.type === "tokens") {
      const { tokens } = batch;
      const isLast = context.usedTokens + tokens.length === prompt.length;
      const onProgress = (part: number) => sink.reading({ progress: progress(part * tokens.length) });
      logits = await context.add(tokens, isLast, { signal, onProgress });
      if (logits === null) {
        return null;
      }
    } else {
      const medium = { kind: media?.kindOf(batch) ?? "image", place: ++place, of };
      const tell = (part: number) => sink.reading({ progress: progress(part * batch.length), medium });
      tell(0);
      if (!(await media?.add(batch, context, tell, signal))) {
        return null;
      }
    }
    sink.reading({ progress: progress() });
  }
  return logits;
}

interface Writing {
  readonly model: EngineModel;
  readonly window: PromptWindow<EncodedPrompt>;
  readonly sampler: NativeSampler;
  readonly reply: RunOutput;
  readonly sink: GenerationSink;
  readonly signal: AbortSignal;
}

/**
 * Samples and evaluates token after token until the generation ends. When the context is full, older turns
 * are dropped. Each token is passed on while it is evaluated, so that the cores do not wait for its consumer.
 */
async function writeOn(writing: Writing, firstLogits: number | null): Promise<GenerationEnd> {
  const { model, window, sampler, reply, sink, signal } = writing;
  const { context } = model;
  const written: number[] = [];
  for (let logits = firstLogits; logits !== null && !signal.aborted;) {
    const token = await sampler.sample(logits);
    if (model.endsTurn(token)) {
      return overIn(reply);
    }
    const isText = model.isText(token);
    const isLast = reply.isLongEnoughWith(isText);
    const next = isLast || context.isFull ? null : context.add([token], true, { signal });
    try {
      written.push(token);
      reply.push(token, isText);
    } finally {
      logits = await next;
    }
    if (reply.isTurnOver) {
      return overIn(reply);
    }
    if (isLast) {
      return "max-tokens";
    }
    if (next === null) {
      const remaining = window.makeRoomForReply(written);
      if (remaining === null) {
        return "context-full";
      }
      await context.prepare(remaining, window.prompt.lastingTokens, true);
      logits = await readOn(model, remaining, sink, signal);
    }
  }
  return "stopped";
}

const overIn = (reply: RunOutput) => (reply.isInThought ? "ended-in-thought" : "end-of-turn");
