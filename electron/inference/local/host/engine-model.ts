import { randomInt } from "node:crypto";
import { availableMemory } from "node:process";
import type { LlamaContext, LlamaModel, Token } from "node-llama-cpp";
import type { TextSegment } from "../../../../shared/formats/prompt-template.ts";
import type { Sampling } from "../../../../shared/inference/generate-options.ts";
import type {
  GenerateRequest,
  LoadedModel,
  TextToken,
  TokenizeOptions,
} from "../../../../shared/inference/engine-protocol.ts";
import { AppError } from "../../../../shared/ipc/result.ts";
import { checkpointBudgetBytes, checkpointsKept } from "../../../../shared/models/checkpoint-size.ts";
import type { ChatFormat, PromptRequest } from "../../../../shared/formats/chat-format.ts";
import type { OutputStart } from "../../../../shared/formats/output-syntax.ts";
import type { Cell } from "./cells/batch.ts";
import { KeptContexts } from "./kept/kept-contexts.ts";
import { KeptEmbeddings } from "./kept/kept-embeddings.ts";
import type { KeepingPlace } from "./kept/keeping-place.ts";
import { MediaRegistry } from "./media/media-registry.ts";
import { AnswerGrammars } from "./answer-grammars.ts";
import { cpuBatchTokens, unwatchedBatchTokens } from "../../../../shared/models/compute-buffer.ts";
import { LiveContext } from "./cells/live-context.ts";
import type { ParkingOptions } from "./cells/parked-contexts.ts";
import type { EngineMedia } from "./media/engine-media.ts";
import { engineHandles, nativeContext, samplerChain } from "./llama-internals.ts";
import type { NativeSampler } from "./sampling/native-sampler.ts";
import type { ProcessorUse } from "./processor.ts";
import { OutputReader, tagTable, type TagTable } from "./output-reader.ts";
import type { ModelDrafting } from "./drafting/model-drafting.ts";
import { modelFormat } from "./model-format.ts";
import type { TurnTokens } from "./open-turns/remembered-turns.ts";
import { PromptEncoder, type EncodedPrompt } from "./prompt-encoder.ts";
import { Logprobs } from "./sampling/logprobs.ts";
import { ReplySampler } from "./sampling/reply-sampler.ts";

/** A loaded model with its context, chat template, projector and grammars. */
export class EngineModel {
  readonly #loaded: Omit<LoadedModel, "drafting">;
  readonly context: LiveContext;
  /** Null: text only. */
  readonly media: EngineMedia | null;
  readonly drafting: ModelDrafting;
  /** The tokens of the tag that closes reasoning. */
  readonly closeReasoning: readonly number[];
  readonly #model: LlamaModel;
  readonly #llamaContext: LlamaContext;
  readonly #processor: ProcessorUse;
  readonly #savedContextBytes: (tokens: number) => number;
  readonly #slidingWindow: number | null;
  readonly #format: ChatFormat;
  readonly #encoder: PromptEncoder;
  readonly #tags: TagTable;
  readonly #grammars: AnswerGrammars;
  #longestTokenLength: number | null = null;
  #vocabularySize: number | null = null;

  /** @throws AppError `model-load-failed` {detail}: the model has no usable chat template */
  constructor(options: {
    readonly model: LlamaModel;
    readonly context: LlamaContext;
    readonly processor: ProcessorUse;
    readonly loaded: Omit<LoadedModel, "callsTools" | "drafting">;
    readonly drafting: ModelDrafting;
    /** The file size of a saved context of this many tokens. */
    readonly savedContextBytes: (tokens: number) => number;
    readonly media: EngineMedia | null;
    /** Used instead of the file's own; null: the file's. */
    readonly chatTemplate: string | null;
    /** For temporary files while the model is loaded; null: none. */
    readonly scratchFolder: string | null;
  }) {
    const { model, context, processor, savedContextBytes, scratchFolder, media, chatTemplate, drafting } =
      options;
    this.#model = model;
    this.#llamaContext = context;
    this.#processor = processor;
    this.#savedContextBytes = savedContextBytes;
    this.#slidingWindow = model.fileInfo.architectureMetadata.attention?.sliding_window ?? null;
    this.media = media;
    this.drafting = drafting;
    const format = modelFormat(model, chatTemplate);
    this.#format = format;
    this.#tags = tagTable(model, format);
    this.#encoder = new PromptEncoder({
      format,
      vocabulary: model,
      reading: {
        tagOf: (token) => this.#tags.byToken.get(token) ?? null,
        detokenize: (tokens, before) => this.#detokenize(tokens, before),
      },
      ...(media !== null && { mediumInPrompt: (medium) => media.cellsFor(medium) }),
    });
    this.closeReasoning = format.reasoning === null ? [] : model.tokenize(format.reasoning.close, true);
    const tokenIds = new Map(Array.from(this.#tags.byToken, ([token, tag]) => [tag, token]));
    this.#grammars = new AnswerGrammars(model, format.tools, tokenIds);
    this.#loaded = { ...options.loaded, callsTools: format.declaresTools && this.#callToken !== null };
    const isOnCpu = options.loaded.gpuLayers === 0;
    const onCpu = processor.watch === null ? unwatchedBatchTokens : cpuBatchTokens;
    this.context = new LiveContext({
      native: nativeContext(context, processor.watch),
      sizeTokens: options.loaded.contextSizeTokens,
      batchTokens: isOnCpu ? Math.min(context.batchSize, onCpu) : context.batchSize,
      threads: context.idealThreads,
      isOnCpu,
      slidingWindow: this.#slidingWindow,
      checkpoints: { count: checkpointsKept, bytes: checkpointBudgetBytes(availableMemory()) },
      parking: scratchFolder === null ? null : parkingPlace(scratchFolder, savedContextBytes),
    });
  }

  get loaded(): LoadedModel {
    return { ...this.#loaded, drafting: this.drafting.state };
  }

  /**
   * Evaluates one token, so that weights are read from disk and GPU kernels are compiled before the first
   * message.
   * @throws when llama.cpp fails; the reason of the signal
   */
  async warmUp(signal: AbortSignal): Promise<void> {
    await this.context.warmUp(this.#model.tokens.bos ?? 0, signal);
  }

  /** @throws AppError `engine-failed`: the template rejects this conversation */
  promptFor(request: PromptRequest): EncodedPrompt {
    return this.#encoder.encode(request);
  }

  /** The prompt of the next turn up to its text, after this reply without reasoning; null: not known. */
  promptAfter(request: GenerateRequest, reply: readonly number[]): readonly Cell[] | null {
    const isOpen = request.turns.at(-1)?.role === "assistant";
    const text = reply.filter((token) => this.isText(token) && !this.endsTurn(token));
    return isOpen ? null : this.#encoder.afterReply(request, this.#detokenize(text, []));
  }

  /** From now on, contexts and embeddings of chats outlive the process. */
  async keepIn(place: KeepingPlace): Promise<void> {
    const { folder, identity, build, limits, isForgotten } = place;
    const kept = await KeptContexts.open({
      folder,
      identity,
      limits,
      isForgotten,
      bytesFor: this.#savedContextBytes,
      sizeTokens: this.context.sizeTokens,
      slidingWindow: this.#slidingWindow,
      media: this.media?.names ?? new MediaRegistry("").names,
      isText: (token) => this.isText(token),
    });
    this.context.keeping.keepIn(kept);
    this.media?.keepIn(new KeptEmbeddings({ folder, build, limits, isForgotten }));
  }

  /** Deletes what is kept of these chats, and keeps no more of them; null: of all. */
  forget(owners: readonly string[] | null): void {
    this.media?.forget();
    this.context.keeping.forget(owners);
  }

  countSegments(segments: readonly TextSegment[]): number {
    return this.#encoder.countSegments(segments);
  }

  /** @throws AppError `invalid-request`: there is no such token */
  textOf(tokens: readonly number[]): string {
    this.#vocabularySize ??= [...this.#model.iterateAllTokens()].length;
    const size = this.#vocabularySize;
    const unknown = tokens.find((token) => token >= size);
    if (unknown !== undefined) throw new AppError("invalid-request", `The model has no token ${unknown}`);
    return this.#model.detokenize(tokens as readonly Token[], true);
  }

  tokenize(text: string, how: TokenizeOptions): readonly TextToken[] {
    return this.#encoder
      .tokenize(text, how)
      .map((id) => ({ id, text: this.#model.detokenize([id as Token], true) }));
  }

  /** @throws AppError `engine-failed`: the template rejects this conversation */
  render(request: PromptRequest): string {
    return this.#encoder.render(request);
  }

  /** The tokens of a turn that may be continued. */
  remember(turn: TurnTokens): void {
    this.#encoder.remember(turn);
  }

  /**
   * Uses a random seed when none is given.
   * @throws AppError `schema-unsupported` {path, keyword}
   */
  async samplerFor(request: GenerateRequest): Promise<NativeSampler> {
    const { sampling, thinking } = request;
    const model = this.#model;
    const context = this.#llamaContext;
    const newChain = () => samplerChain(model, context);
    const reasoning = reasoningTokens(this.#tags, this.#format);
    const bias = this.#biasOfCalls(request);
    return new ReplySampler({
      chain: newChain(),
      logprobs: new Logprobs(() => engineHandles(model, context), newChain),
      sampling: {
        ...sampling,
        seed: sampling.seed ?? randomInt(2 ** 32),
        ...(bias && { logitBias: { ...sampling.logitBias, ...bias } }),
      },
      form: await this.#grammars.forRequest(request, reasoning, thinking),
    });
  }

  /** The token that opens a call; null: there is none. */
  get #callToken(): number | null {
    const tag = this.#format.tools?.callTag;
    return Array.from(this.#tags.byToken).find(([, other]) => other === tag)?.[0] ?? null;
  }

  /** Keeps a model from calling tools where the request forbids it. */
  #biasOfCalls({ toolChoice }: GenerateRequest): Sampling["logitBias"] | null {
    const token = this.#callToken;
    return toolChoice === "none" && token !== null ? { [token]: -100 } : null;
  }

  readerFor(start: OutputStart, readsCalls: boolean): OutputReader {
    return new OutputReader({
      readsCalls,
      detokenize: (tokens, before) => this.#detokenize(tokens, before),
      tags: this.#tags,
      format: this.#format,
      start,
    });
  }

  #detokenize(tokens: readonly number[], before: readonly number[]): string {
    return this.#model.detokenize(tokens as readonly Token[], false, before as readonly Token[]);
  }

  leastTokens(text: string): number {
    this.#longestTokenLength ??= longestTokenLength(this.#model);
    return Math.floor(text.length / this.#longestTokenLength);
  }

  endsTurn(token: number): boolean {
    return this.#model.isEogToken(token as Token);
  }

  /** Whether a token is text and not a tag or control token. */
  isText(token: number): boolean {
    return !this.#tags.byToken.has(token) && !this.#model.getTokenAttributes(token as Token).control;
  }

  async dispose(): Promise<void> {
    await this.context.dispose();
    await this.media?.dispose();
    await this.drafting.dispose();
    await this.#llamaContext.dispose();
    this.#processor.release();
    await this.#model.dispose();
  }
}

/** Null: the model has no such tags, or they are several tokens each. */
function reasoningTokens(
  { byToken }: TagTable,
  { reasoning }: ChatFormat,
): { readonly open: number; readonly close: number } | null {
  const tokens = new Map(Array.from(byToken, ([token, tag]) => [tag, token]));
  const open = tokens.get(reasoning?.open ?? "");
  const close = tokens.get(reasoning?.close ?? "");
  return open === undefined || close === undefined ? null : { open, close };
}

/** In UTF-16 units. */
function longestTokenLength(model: LlamaModel): number {
  let longest = 1;
  for (const token of model.iterateAllTokens()) {
    longest = Math.max(longest, model.detokenize([token], true).length);
  }
  return longest;
}

const parkingPlace = (folder: string, bytesFor: ParkingOptions["bytesFor"]): ParkingOptions => ({
  folder,
  count: 8,
  bytes: 4 * 1024 ** 3,
  reserveBytes: 2 * 1024 ** 3,
  bytesFor,
});
