import type { IncomingMessage } from "node:http";
import type { GenerateOptions } from "../../../shared/inference/generate-options.ts";
import type {
  GenerationEnd,
  GenerationEvent,
  GenerationResult,
} from "../../../shared/inference/generation.ts";
import type { Prompt } from "../../../shared/inference/prompt-turn.ts";
import { AppError, type ErrorCode } from "../../../shared/ipc/result.ts";
import type { Generation } from "../chat-model.ts";
import { EventStream } from "../event-stream.ts";
import { choosableTools } from "../choosable-tools.ts";
import { parseChunk, type CompletionChunk } from "./chunk.ts";
import { endReasoning } from "./end-reasoning.ts";
import { estimateTextTokens } from "../../../shared/inference/estimate-text-tokens.ts";
import { estimatePromptTokens } from "./estimate-tokens.ts";
import { fittedPrompt, replyRoom, shorterPrompt, type FittedPrompt } from "./fit-prompt.ts";
import { readText } from "./http-request.ts";
import { requestMessages } from "./messages.ts";
import { openReplyStream, PromptRefused } from "./open-reply-stream.ts";
import type { RemoteModelParts } from "./remote-model-parts.ts";
import { ReplyMeter } from "./reply-meter.ts";
import { ReplyReader } from "./reply-reader.ts";
import { requestBody } from "./request-body.ts";
import { OverlongEvent, readServerEvents } from "./server-events.ts";
import { serverFailed, unreachable, vanished } from "./server-failure.ts";
import { inBackground } from "../../in-background.ts";

/** After the first token; before it, a server may load a model or evaluate a long prompt. */
const defaultSilenceLimitMs = 5 * 60_000;
const longestBody = 16 * 1024 * 1024;
/** Failures after which the server should be asked what it is now. */
const troubles: ReadonlySet<ErrorCode> = new Set([
  "server-offline",
  "server-gone",
  "server-refused-key",
  "server-missing-model",
]);

/** One reply of a model on a server. */
export class RemoteGeneration implements Generation {
  readonly events = new EventStream<GenerationEvent>();
  readonly result: Promise<GenerationResult>;
  readonly #parts: RemoteModelParts;
  readonly #whole: Prompt;
  readonly #options: GenerateOptions;
  readonly #caller: AbortSignal;
  /** Closes the connection: for the caller, after silence, and at a stop string. */
  readonly #connection = new AbortController();
  #meter: ReplyMeter;
  #reader: ReplyReader;
  #silence: NodeJS.Timeout | null = null;
  #replyId: string | null = null;

  constructor(parts: RemoteModelParts, prompt: Prompt, options: GenerateOptions, signal: AbortSignal) {
    this.#parts = parts;
    this.#whole = prompt;
    this.#options = options;
    this.#caller = signal;
    this.#meter = this.#newMeter(prompt);
    this.#reader = this.#newReader();
    const stop = () => this.#connection.abort();
    signal.addEventListener("abort", stop, { once: true });
    this.result = this.#run().finally(() => {
      signal.removeEventListener("abort", stop);
      if (this.#silence !== null) clearTimeout(this.#silence);
      this.#connection.abort();
      this.events.end();
    });
    // Who awaits the result receives the failure.
    this.result.catch(() => undefined);
  }

  endReasoning(): void {
    if (!this.#parts.info.canEndReasoning || !this.#reader.isReasoning || this.#replyId === null) return;
    const reader = this.#reader;
    reader.askedToAnswer(true);
    // It answers false where the request fails.
    inBackground(
      endReasoning(this.#parts, this.#replyId, this.#connection.signal).then((isDone) => {
        if (!isDone && reader.isReasoning) reader.askedToAnswer(false);
      }),
    );
  }

  async #run(): Promise<GenerationResult> {
    let fitted = fittedPrompt(this.#whole, this.#parts.info.contextSizeTokens);
    try {
      if (this.#caller.aborted) return this.#result("stopped", fitted);
      let options = this.#options;
      for (;;) {
        try {
          await this.#read(await this.#open(fitted, options));
          return this.#result(this.#reader.finish(), fitted);
        } catch (thrown) {
          if (!(thrown instanceof PromptRefused)) throw thrown;
          const room = replyRoom(thrown.overflow);
          if (room !== null && (options.maxTokens ?? Infinity) > room) {
            options = { ...options, maxTokens: room };
          } else {
            fitted = shorterPrompt(this.#whole, fitted, thrown.overflow);
          }
        }
      }
    } catch (thrown) {
      this.#reader.cutOff();
      if (this.#caller.aborted) return this.#result("stopped", fitted);
      const error = thrown instanceof AppError ? thrown : unreachable(this.#parts.address, thrown);
      if (troubles.has(error.code)) this.#parts.onTrouble?.();
      throw error;
    }
  }

  async #open({ prompt }: FittedPrompt, options: GenerateOptions): Promise<IncomingMessage> {
    const { info, model, abilities, address, refusedFields, onTrouble, limits } = this.#parts;
    const messages = await requestMessages(prompt);
    this.#connection.signal.throwIfAborted();
    const body = requestBody({
      dialect: abilities.dialect,
      model: model.name,
      contextSizeTokens: model.contextSizeTokens,
      canThink: info.canThink,
      canEndReasoning: info.canEndReasoning,
      prompt,
      messages,
      options,
    });
    return openReplyStream(body, {
      address,
      model: model.name,
      refusedFields,
      signal: this.#connection.signal,
      ...(limits?.loadingMs !== undefined && { loadingLimitMs: limits.loadingMs }),
      ...(onTrouble && { onLoading: onTrouble }),
      onSent: () => {
        // Loading is no prefill: the clock begins with the request that is answered.
        this.#meter = this.#newMeter(prompt);
        this.#reader = this.#newReader();
      },
    });
  }

  async #read(response: IncomingMessage): Promise<void> {
    const { address } = this.#parts;
    if (response.headers["content-type"]?.startsWith("application/json")) {
      this.#takeData(await readText(response, longestBody));
      return;
    }
    let isDone = false;
    try {
      for await (const event of readServerEvents(response)) {
        if (event.type === "comment") {
          this.#takeComment(event.text);
        } else if (event.data === "[DONE]") {
          isDone = true;
          break;
        } else {
          this.#takeData(event.data);
          if (this.#reader.hasFoundStop) return;
        }
      }
    } catch (thrown) {
      this.#connection.signal.throwIfAborted();
      if (thrown instanceof AppError) throw thrown;
      if (thrown instanceof OverlongEvent) throw serverFailed(address, thrown.message);
      // All that mattered had arrived.
      if (!this.#reader.hasFinished) throw vanished(address, String(thrown));
    }
    this.#connection.signal.throwIfAborted();
    if (!isDone && !this.#reader.hasFinished) throw vanished(address, "the stream ended too early");
  }

  #takeData(data: string) {
    const { address } = this.#parts;
    const parsed = parseChunk(data);
    if (parsed.type === "error") throw serverFailed(address, parsed.text);
    if (parsed.type === "unreadable") throw serverFailed(address, `unreadable answer: ${data.slice(0, 80)}`);
    this.#takeChunk(parsed.chunk);
  }

  #takeChunk(chunk: CompletionChunk) {
    this.#replyId ??= chunk.id ?? null;
    const { prompt_progress: progress } = chunk;
    if (progress && progress.total > 0) this.#prefill(progress.processed / progress.total);
    this.#reader.take(chunk);
    if (this.#meter.hasBegun) this.#watchSilence();
  }

  /** mlx_lm.server reports its prefill in comments: `keepalive 512/2048`. */
  #takeComment(text: string) {
    const [, processed, total] = /^keepalive (\d+)\/(\d+)$/.exec(text) ?? [];
    if (Number(total) > 0) this.#prefill(Number(processed) / Number(total));
  }

  #prefill(progress: number) {
    if (!this.#meter.hasBegun) this.events.push({ type: "prefill", progress: Math.min(1, progress) });
  }

  #watchSilence() {
    const limitMs = this.#parts.limits?.silenceMs ?? defaultSilenceLimitMs;
    if (this.#silence === null) {
      const error = vanished(this.#parts.address, "the stream made no progress");
      this.#silence = setTimeout(() => this.#connection.abort(error), limitMs);
    } else {
      this.#silence.refresh();
    }
  }

  #result(end: GenerationEnd, { startsAt }: FittedPrompt): GenerationResult {
    return {
      end,
      ...(startsAt > 0 && { startsAt }),
      stats: this.#meter.stats(),
      ...(this.#options.logprobs !== undefined && { logprobs: this.#reader.logprobs }),
    };
  }

  #newMeter(prompt: Prompt): ReplyMeter {
    return new ReplyMeter(estimatePromptTokens(prompt), this.#parts.info.contextSizeTokens);
  }

  #newReader(): ReplyReader {
    const step = this.#whole.turns.at(-1)?.steps?.at(-1);
    const reasoningTokens = step?.type === "reasoning" ? estimateTextTokens(step.text) : 0;
    const { tools = [] } = this.#whole;
    const toolNames = choosableTools({ ...this.#options, tools }).map(({ name }) => name);
    return new ReplyReader(this.#options, this.#meter, (event) => this.events.push(event), {
      reasoningTokens,
      toolNames,
    });
  }
}
