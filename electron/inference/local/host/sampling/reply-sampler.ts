import type { Sampling } from "../../../../../shared/inference/generate-options.ts";
import { AppError } from "../../../../../shared/ipc/result.ts";
import type { Cell } from "../cells/batch.ts";
import type { ChainSettings, SamplerChain } from "../llama-internals.ts";
import type { NativeSampler } from "./native-sampler.ts";
import { AnswerForm, type FormGrammars } from "./answer-form.ts";
import type { LogprobSource } from "./logprobs.ts";
import { RecentTokens } from "./recent-tokens.ts";
import { penaltySettings, samplingSettings, type PenaltySettings } from "./sampling-settings.ts";

/** Samples the tokens of one reply. The chain counts penalties and follows grammars by itself. */
export class ReplySampler implements NativeSampler {
  readonly #chain: SamplerChain;
  readonly #logprobs: LogprobSource;
  readonly #settings: ChainSettings;
  readonly #penalties: PenaltySettings | null;
  readonly #recent: RecentTokens | null;
  readonly #form: AnswerForm | null;
  readonly #seed: number;
  readonly #isRandom: boolean;
  /** Of the next token. */
  #position = 0;
  #prompt: readonly number[] = [];
  #beginsInReasoning = false;

  /** @param form null: the answer is free */
  constructor(options: {
    readonly chain: SamplerChain;
    readonly logprobs: LogprobSource;
    readonly sampling: Sampling & { readonly seed: number };
    readonly form: FormGrammars | null;
  }) {
    const { chain, logprobs, sampling, form } = options;
    this.#chain = chain;
    this.#logprobs = logprobs;
    this.#seed = sampling.seed;
    this.#isRandom = sampling.temperature > 0;
    this.#settings = samplingSettings(sampling);
    this.#penalties = penaltySettings(sampling);
    this.#recent = this.#penalties === null ? null : new RecentTokens(this.#penalties.repeatPenaltyMaxTokens);
    this.#form = form === null ? null : new AnswerForm(form);
    this.#configure();
  }

  begin(prompt: readonly Cell[], isReasoning: boolean): void {
    const { repeatPenaltyMaxTokens = 0 } = this.#penalties ?? {};
    this.#prompt = lastTokens(prompt, repeatPenaltyMaxTokens);
    this.#beginsInReasoning = isReasoning;
    this.replay([]);
  }

  async sample(logitIndex: number, position: number): Promise<number> {
    this.#position = position;
    if (this.#isRandom) this.#configure();
    const token = await this.#chain.sample(logitIndex);
    if (this.#recent !== null || this.#form !== null) {
      this.#follow(token);
    }
    return token;
  }

  logprobs(logitIndex: number, token: number, top: number) {
    return this.#logprobs.read(logitIndex, token, top);
  }

  accept(token: number): void {
    this.#take(token);
    this.#configure();
  }

  replay(tokens: readonly number[]): void {
    this.#recent?.replaceBy(this.#prompt);
    this.#form?.begin(this.#beginsInReasoning);
    for (const token of tokens) {
      this.#take(token);
    }
    this.#configure();
  }

  dispose(): void {
    this.#chain.dispose();
    this.#logprobs.dispose();
  }

  #take(token: number): void {
    if (this.#form?.grammar?.accept(token) === false) {
      throw new AppError("engine-failed", `Token ${token} does not fit the answer's form`, {
        detail: "form",
      });
    }
    this.#recent?.push(token);
    this.#form?.follow(token);
  }

  /** After a token that the chain has sampled and taken into account itself. */
  #follow(token: number): void {
    this.#recent?.push(token);
    const bound = this.#form?.grammar;
    this.#form?.follow(token);
    if (this.#form?.grammar !== bound) {
      this.#configure();
    }
  }

  #configure(): void {
    const settings = { ...this.#settings, seed: seedAt(this.#seed, this.#position) };
    const penalties = this.#recent !== null && {
      ...this.#penalties,
      repeatPenaltyTokens: this.#recent.toArray(),
    };
    this.#chain.configure({ ...settings, ...penalties }, this.#form?.grammar ?? null);
  }
}

/** Neighbouring seeds and positions give unrelated seeds (the finalizer of MurmurHash3). */
function seedAt(seed: number, position: number): number {
  let mixed = (seed + Math.imul(position, 0x9e3779b1)) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Without media, of which llama.cpp knows no tokens. */
function lastTokens(prompt: readonly Cell[], most: number): readonly number[] {
  const last: number[] = [];
  for (let at = prompt.length - 1; at >= 0 && last.length < most; at--) {
    const cell = prompt[at] ?? -1;
    if (cell >= 0) {
      last.push(cell);
    }
  }
  return last.reverse();
}
