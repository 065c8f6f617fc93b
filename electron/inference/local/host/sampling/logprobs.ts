import { LogitReader, type RawLogprobs } from "../../../../../native/logit-reader.ts";
import type { EngineHandles } from "../../../../../native/engine-handles.ts";
import type { SamplerChain } from "../llama-internals.ts";

/** Reads probabilities from the raw logits of the last evaluation. */
export interface LogprobSource {
  read(logitIndex: number, token: number, top: number): Promise<RawLogprobs>;
  dispose(): void;
}

/** Opened on first use: most replies need none. */
export class Logprobs implements LogprobSource {
  readonly #open: () => LogprobSource;
  #source: LogprobSource | null = null;

  /** @param newChain used where the addon is not built */
  constructor(engine: () => EngineHandles, newChain: () => SamplerChain) {
    this.#open = () => {
      try {
        return new AddonLogprobs(new LogitReader(engine()));
      } catch {
        return new ChainLogprobs(newChain());
      }
    };
  }

  read(logitIndex: number, token: number, top: number): Promise<RawLogprobs> {
    this.#source ??= this.#open();
    return this.#source.read(logitIndex, token, top);
  }

  dispose(): void {
    this.#source?.dispose();
  }
}

/** With the addon: a pass over the logits. */
class AddonLogprobs implements LogprobSource {
  readonly #reader: LogitReader;

  constructor(reader: LogitReader) {
    this.#reader = reader;
  }

  async read(logitIndex: number, token: number, top: number): Promise<RawLogprobs> {
    return this.#reader.logprobs(logitIndex, token, top);
  }

  dispose(): void {
    // Nothing is held.
  }
}

/**
 * With a sampler that changes nothing. Slow, about 0.2 s per token for a vocabulary of 262,144:
 * node-llama-cpp sorts all tokens and returns each.
 */
export class ChainLogprobs implements LogprobSource {
  readonly #chain: SamplerChain;

  constructor(chain: SamplerChain) {
    this.#chain = chain;
    chain.configure({ temperature: 1, seed: 0 }, null);
  }

  async read(logitIndex: number, token: number, top: number): Promise<RawLogprobs> {
    const flat = await this.#chain.probabilities(logitIndex);
    const at = (place: number) => ({
      token: flat[2 * place] ?? -1,
      logprob: Math.log(flat[2 * place + 1] ?? 0),
    });
    const place = flat.findIndex((value, index) => index % 2 === 0 && value === token) / 2;
    return {
      logprob: at(place).logprob,
      top: Array.from({ length: Math.min(top, flat.length / 2) }, (_, index) => at(index)),
    };
  }

  dispose(): void {
    this.#chain.dispose();
  }
}
