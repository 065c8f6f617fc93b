import type { GenerateRequest } from "../../../../shared/inference/engine-protocol.ts";
import type {
  GenerationEnd,
  GenerationEvent,
  GenerationResult,
} from "../../../../shared/inference/generation.ts";
import type { MeasuredMedium } from "../../../../shared/models/model-speeds.ts";
import type { ReplyStats } from "../../../../shared/chat/message.ts";
import type { OutputEvent } from "../../../../shared/formats/output-parser.ts";
import { AppError } from "../../../../shared/ipc/result.ts";
import type { Cell } from "./cells/batch.ts";
import { choosableTools } from "../../choosable-tools.ts";
import type { Decoder, StartDecoder } from "./decoder.ts";
import type { EngineModel } from "./engine-model.ts";
import { prefill } from "./prefill.ts";
import type { TurnTokens } from "./open-turns/remembered-turns.ts";
import type { EncodedPrompt } from "./prompt-encoder.ts";
import { PromptWindow } from "./prompt-window.ts";
import { ReasoningLimit } from "./reasoning-limit.ts";
import { RunOutput } from "./run-output.ts";
import { replyTokens } from "./reply-tokens.ts";
import { TokenChooser, type ChosenToken } from "./token-chooser.ts";

export interface GenerationOptions {
  readonly post: (event: GenerationEvent) => void;
  /** Aborting it ends the reply soon (`EvaluationWatch`), which is a normal end. */
  readonly signal: AbortSignal;
  /** Absent: drafts as the model does. */
  readonly startDecoder?: StartDecoder;
}

/**
 * Generates one reply. It can be paused between two tokens, or between two batches of its prompt, and then
 * leaves the model to others. A token is chosen before the pause and evaluated after it, alone, as it would
 * have been without the pause; so are the batches of the prompt.
 */
export class Generation {
  readonly #request: GenerateRequest;
  readonly #options: GenerationOptions;
  readonly #output: RunOutput;
  readonly #limit: ReasoningLimit;
  /** The tokens of the reply; the last one may not be evaluated yet. */
  readonly #tokens: number[] = [];
  #use: ModelUse | null = null;
  /** What a released model leaves behind. */
  #left: ReleasedUse | null = null;
  #startedAtMs: number | null = null;
  /** null: the context was not prepared yet. */
  #prompt: Pick<ReplyStats, "promptTokens" | "reusedTokens"> | null = null;
  /** When the generation last had the model. */
  #context = { contextUsedTokens: 0, contextSizeTokens: 0 };
  /** Of a prefill that is not finished: the number of cells that were there before it. */
  #prefillFrom: number | null = null;
  #isPauseWanted = false;
  readonly #media: MeasuredMedium[] = [];

  constructor(request: GenerateRequest, options: GenerationOptions) {
    this.#request = request;
    this.#options = options;
    this.#output = new RunOutput(request, options.post);
    this.#limit = new ReasoningLimit(request.thinking ? (request.reasoningBudgetTokens ?? null) : null);
  }

  /**
   * Begins, or continues after a pause. After `release`, the model is another instance of the same model.
   * @returns null: paused
   * @throws AppError `message-too-long` as in `PromptWindow`, `engine-failed` {detail}
   */
  async run(model: EngineModel): Promise<GenerationResult | null> {
    // What was generated before is evaluated again where the model was lost, which is no time of the reply.
    if (this.#tokens.length === 0) this.#output.clock.continue();
    this.#startedAtMs ??= this.#output.clock.nowMs();
    try {
      if (this.#prompt !== null && this.#options.signal.aborted) return this.stop();
      this.#use ??= await this.#begin(model);
      const outcome = await this.#generate(this.#use);
      const { usedTokens, sizeTokens } = model.context;
      this.#context = { contextUsedTokens: usedTokens, contextSizeTokens: sizeTokens };
      if (outcome !== "paused") {
        this.#keepReply(this.#use, outcome);
        return this.#result(outcome);
      }
      model.context.turn.hold();
      this.#output.pause();
      return null;
    } catch (error) {
      this.#end(null);
      if (error instanceof AppError) throw error;
      const detail = error instanceof Error ? error.message : String(error);
      throw new AppError("engine-failed", `The engine failed: ${detail}`, { detail });
    }
  }

  /** Interrupts `run` soon. */
  pause(): void {
    this.#isPauseWanted = true;
  }

  /** Takes a pause back. Call `run` again where it has returned. */
  continue(): void {
    this.#isPauseWanted = false;
  }

  /** Closes reasoning that is going on; the answer follows. */
  endReasoning(): void {
    if ((this.#use?.chooser ?? this.#left)?.isInReasoning === true) this.#limit.endNow();
  }

  /** Ends a paused reply. */
  stop(): GenerationResult {
    if (this.#use !== null) {
      const { model, window } = this.#use;
      model.context.parking.releaseHeld([...window.prompt.tokens, ...this.#tokens]);
    }
    return this.#result("stopped");
  }

  /** Ends a reply that failed. */
  abandon(): void {
    this.#end(null);
  }

  /** Must be called before the model of a paused reply is disposed of. */
  release(): void {
    if (this.#use === null) return;
    const { chooser, window } = this.#use;
    const { isInReasoning, forced } = chooser;
    const { startsAt, prompt } = window;
    this.#left = { startsAt, turn: prompt.turn, isInReasoning, forced, held: chooser.end() };
    chooser.dispose();
    this.#use = null;
  }

  async #begin(model: EngineModel): Promise<ModelUse> {
    const request = this.#request;
    if (this.#left !== null) model.remember(this.#left.turn);
    const window = new PromptWindow<EncodedPrompt>(model, request, this.#left?.startsAt ?? null);
    const { tokens, outputStart } = window.prompt;
    const reader = model.readerFor(outputStart, choosableTools(request).length > 0);
    const sampler = await model.samplerFor(request);
    const chooser = new TokenChooser({ facts: model, sampler, reader, limit: this.#limit, request });
    const use = { model, window, chooser };
    try {
      sampler.begin(tokens, reader.isInReasoning);
      if (this.#tokens.length > 0) chooser.replay(this.#tokens, this.#left?.forced ?? []);
    } catch (error) {
      chooser.dispose();
      throw error;
    }
    this.#left = null;
    return use;
  }

  /** When the context is full, older turns are dropped, and the rest is evaluated again. */
  async #generate(use: ModelUse): Promise<GenerationEnd | "paused"> {
    const { context } = use.model;
    for (let isShortened = false; ; isShortened = true) {
      const cells = this.#cellsOf(use);
      if (cells === null) return "context-full";
      const { lastingTokens } = use.window.prompt;
      const change = isShortened ? "shortens" : this.#prompt === null ? "replaces" : "continues";
      const reusedTokens = await context.prepare(cells, lastingTokens, change, this.#request.owner ?? null);
      this.#prompt ??= { promptTokens: cells.length, reusedTokens };
      const logits = await this.#prefill(use, cells);
      if (typeof logits === "string") return logits;
      const outcome = await this.#decode(use, logits);
      if (outcome !== "context-full") return outcome;
    }
  }

  /** What the context must hold before the next token; null: it cannot. */
  #cellsOf({ model, window }: ModelUse): readonly Cell[] | null {
    const { tokens } = window.prompt;
    return tokens.length + this.#tokens.length > model.context.sizeTokens
      ? window.makeRoomForReply(this.#tokens)
      : [...tokens, ...this.#tokens];
  }

  async #prefill({ model }: ModelUse, cells: readonly Cell[]): Promise<number | "stopped" | "paused"> {
    const { post, signal } = this.#options;
    const { usedTokens } = model.context;
    const isOneToken =
      this.#prefillFrom === null && this.#tokens.length > 0 && usedTokens === cells.length - 1;
    const from = Math.min(this.#prefillFrom ?? usedTokens, usedTokens);
    this.#prefillFrom = from;
    if (isOneToken) this.#output.clock.continue();
    const logits = await prefill(model, cells, {
      from,
      // To continue a reply is no prefill worth mentioning.
      post: isOneToken ? () => undefined : post,
      signal,
      isPauseWanted: () => this.#isPauseWanted,
      onMedium: (measured) => this.#media.push(measured),
    });
    if (logits !== "paused") this.#prefillFrom = null;
    this.#output.clock.continue();
    return logits;
  }

  /**
   * Chooses and evaluates tokens until the generation ends. Each token is passed on while it is evaluated, so
   * that the cores do not wait for its consumer.
   */
  async #decode({ model, window, chooser }: ModelUse, logits: number): Promise<GenerationEnd | "paused"> {
    const { context } = model;
    const { signal } = this.#options;
    const startDecoder: StartDecoder =
      this.#options.startDecoder ?? ((options) => model.drafting.decoder(options));
    const isLongEnough = (some: readonly ChosenToken[]) => this.#output.isLongEnoughWith(some);
    const count = (drafted: number, accepted: number) => this.#output.countDrafts(drafted, accepted);
    const cells = [...window.prompt.tokens, ...this.#tokens];
    const decoder = startDecoder({ context, chooser, logits, signal, cells, isLongEnough, count });
    for (;;) {
      const chosen = await decoder.next();
      if (chosen === null) return "stopped";
      const { tokens, end } = replyTokens(chosen, isLongEnough);
      const outcome = end ?? (this.#isPauseWanted ? "paused" : context.isFull ? "context-full" : null);
      if (outcome === null) decoder.advance();
      await this.#passOn(tokens, decoder);
      if (outcome !== null) return outcome;
    }
  }

  async #passOn(tokens: readonly ChosenToken[], decoder: Decoder): Promise<void> {
    try {
      for (const chosen of tokens) {
        this.#tokens.push(chosen.token);
        this.#output.push(chosen);
      }
    } catch (error) {
      await decoder.settle();
      throw error;
    }
  }

  #keepReply({ model, window }: ModelUse, outcome: GenerationEnd): void {
    const { tokens, lastingTokens } = window.prompt;
    const isWhole = lastingTokens === tokens.length && !this.#output.hasReasoning;
    if (outcome === "end-of-turn" && !this.#output.hasCalls) {
      const { request } = window;
      const reply = [...this.#tokens];
      model.context.turn.end(() => (isWhole ? model.promptAfter(request, reply) : null));
    } else if (isWhole) {
      model.context.turn.keepReply();
    }
  }

  #rememberTurn({ model, window }: ModelUse): void {
    const { cue, tokens } = window.prompt.turn;
    model.remember({ cue, tokens: [...tokens, ...this.#tokens] });
  }

  #result(end: GenerationEnd): GenerationResult {
    const startsAt = this.#use?.window.startsAt ?? this.#left?.startsAt;
    return {
      end: this.#end(end) ?? end,
      ...(startsAt !== undefined && { startsAt }),
      stats: {
        ...(this.#prompt ?? { promptTokens: 0, reusedTokens: 0 }),
        ...this.#context,
        ...this.#output.stats(this.#startedAtMs ?? 0),
      },
      ...(this.#media.length > 0 && { media: this.#media }),
      ...(this.#request.logprobs !== undefined && { logprobs: this.#output.logprobs }),
    };
  }

  /** @returns how it ended; null: it failed */
  #end(outcome: GenerationEnd | null): GenerationEnd | null {
    const chooser = this.#use?.chooser;
    const left = this.#left;
    if (this.#use !== null) this.#rememberTurn(this.#use);
    this.#use = null;
    // A failure may end it twice: its last text must not be sent again.
    this.#left = null;
    try {
      const held = chooser?.end() ?? left?.held ?? [];
      // With the last text, a stop string may turn out to be complete.
      const stopped = outcome === "end-of-turn" && chooser?.isStopped === true ? "stop-string" : outcome;
      const end = stopped === "end-of-turn" && this.#output.hasCalls ? "tool-calls" : stopped;
      this.#output.finish(end, held);
      return end;
    } finally {
      chooser?.dispose();
    }
  }
}

interface ReleasedUse extends Pick<TokenChooser, "isInReasoning" | "forced"> {
  readonly startsAt: number;
  readonly turn: TurnTokens;
  readonly held: readonly OutputEvent[];
}

/** What belongs to one instance of the model. */
interface ModelUse {
  readonly model: EngineModel;
  readonly window: PromptWindow<EncodedPrompt>;
  readonly chooser: TokenChooser;
}
