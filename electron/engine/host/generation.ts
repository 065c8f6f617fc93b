import type { GenerateRequest, GenerationEnd, GenerationResult } from "../../../shared/engine/protocol.ts";
import { AppError } from "../../../shared/ipc/result.ts";
import type { EngineModel } from "./engine-model.ts";
import type { LiveContext } from "./cells/live-context.ts";
import type { NativeSampler } from "./llama-internals.ts";
import { Reply, type GenerationSink } from "./reply.ts";

/**
 * Writes one reply. An aborted signal ends it within a batch, which is a normal end.
 * @throws AppError `message-too-long` {promptTokens, contextSizeTokens}, `engine-failed` {detail}
 */
export async function generate(
  model: EngineModel,
  request: GenerateRequest,
  sink: GenerationSink,
  signal: AbortSignal,
): Promise<GenerationResult> {
  const startedAtMs = performance.now();
  const { tokens, promptEnd, lastingTokens } = model.promptFor(request);
  const { context } = model;
  const mostPrompt = context.sizeTokens - reservedForReply(context.sizeTokens);
  if (tokens.length > mostPrompt) {
    throw new AppError("message-too-long", `${tokens.length} tokens do not fit into ${context.sizeTokens}`, {
      promptTokens: tokens.length,
      contextSizeTokens: context.sizeTokens,
    });
  }
  const sampler = model.samplerFor(request.sampling);
  const reply = new Reply(request, sink, model.readerFor(promptEnd));
  try {
    const reusedTokens = await context.prepare(tokens, lastingTokens);
    const logits = await prefill(context, tokens, sink, signal);
    const end = logits === null ? "stopped" : await decode(model, sampler, logits, reply, signal);
    if (lastingTokens === tokens.length && !reply.hasThought) {
      context.keepReply();
    }
    return {
      end: reply.finish(end),
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

/** A prompt that leaves less than this would get no answer worth the wait. */
function reservedForReply(contextSizeTokens: number): number {
  return Math.min(64, Math.floor(contextSizeTokens / 4));
}

/** Evaluates the rest of the prompt batch by batch; null when it was stopped. */
async function prefill(
  context: LiveContext,
  tokens: readonly number[],
  sink: GenerationSink,
  signal: AbortSignal,
): Promise<number | null> {
  const reusedTokens = context.usedTokens;
  let logits: number | null = null;
  sink.reading(0);
  while (context.usedTokens < tokens.length) {
    if (signal.aborted) {
      return null;
    }
    const batch = context.nextBatch(tokens);
    logits = await context.add(batch, context.usedTokens + batch.length === tokens.length);
    sink.reading((context.usedTokens - reusedTokens) / (tokens.length - reusedTokens));
  }
  return logits;
}

/** Samples and evaluates token after token until something ends it. */
async function decode(
  model: EngineModel,
  sampler: NativeSampler,
  firstLogits: number,
  reply: Reply,
  signal: AbortSignal,
): Promise<GenerationEnd> {
  const { context } = model;
  for (let logits = firstLogits; ;) {
    if (signal.aborted) {
      return "stopped";
    }
    const token = await sampler.sample(logits);
    const isEnd = model.endsTurn(token);
    if (!isEnd) {
      reply.push(token, model.isText(token));
    }
    if (isEnd || reply.isTurnOver) {
      return reply.isInThought ? "ended-in-thought" : "end-of-turn";
    }
    if (reply.isLongEnough) {
      return "max-tokens";
    }
    if (context.usedTokens >= context.sizeTokens) {
      return "context-full";
    }
    logits = await context.add([token], true);
  }
}
