import type { Drafting, DraftSourceState } from "../../../../../shared/inference/drafting.ts";
import type { Failure } from "../../../../../shared/ipc/result.ts";
import { PlainDecoder, type Decoder, type DecoderOptions } from "../decoder.ts";
import { DraftingDecoder, type Drafter } from "./drafting-decoder.ts";
import { MeasuredPolicy } from "./measured-policy.ts";

export interface ModelDraftingOptions {
  /** A failure: it was asked for and cannot be used. null: none was asked for. */
  readonly drafter: Drafter | Failure | null;
  readonly usesLookup: boolean;
  readonly onChange: (drafting: Drafting) => void;
}

/** How a loaded model drafts. What is measured in one reply serves the next. */
export class ModelDrafting {
  readonly #options: ModelDraftingOptions;
  readonly #policy = new MeasuredPolicy();
  #reported: string;
  #reportedAtMs = -Infinity;

  constructor(options: ModelDraftingOptions) {
    this.#options = options;
    this.#reported = JSON.stringify(this.state);
  }

  get state(): Drafting {
    const { drafter, usesLookup } = this.#options;
    return {
      drafter:
        drafter === null
          ? { type: "none" }
          : isFailure(drafter)
            ? { type: "unavailable", problem: drafter }
            : rounded(this.#policy.stateOf("drafter")),
      lookup: usesLookup ? rounded(this.#policy.stateOf("lookup")) : { type: "none" },
    };
  }

  decoder(options: DecoderOptions): Decoder {
    const { usesLookup } = this.#options;
    const { drafter } = this;
    if (drafter === null && !usesLookup) return new PlainDecoder(options);
    const policy = {
      plan: this.#policy.plan.bind(this.#policy),
      record: (outcome: Parameters<MeasuredPolicy["record"]>[0]) => {
        this.#policy.record(outcome);
        if (performance.now() - this.#reportedAtMs >= leastBetweenReportsMs) this.report();
      },
    };
    return new DraftingDecoder({ ...options, policy, drafter, usesLookup });
  }

  get drafter(): Drafter | null {
    const { drafter } = this.#options;
    return isFailure(drafter) ? null : drafter;
  }

  /** Must be called before the context is disposed of. */
  async dispose(): Promise<void> {
    await this.drafter?.close();
  }

  /** Reports the state where it has changed. */
  report(): void {
    this.#reportedAtMs = performance.now();
    const { state } = this;
    const now = JSON.stringify(state);
    if (now === this.#reported) return;
    this.#reported = now;
    this.#options.onChange(state);
  }
}

const leastBetweenReportsMs = 1000;

function isFailure(drafter: Drafter | Failure | null): drafter is Failure {
  return drafter !== null && "code" in drafter;
}

/** Smaller changes are none. */
function rounded(state: ReturnType<MeasuredPolicy["stateOf"]>): DraftSourceState {
  if (state.measured === null) return state;
  const { acceptanceRate, speedup } = state.measured;
  return {
    ...state,
    measured: { acceptanceRate: toHundredths(acceptanceRate), speedup: toHundredths(speedup) },
  };
}

const toHundredths = (value: number) => Math.round(value * 100) / 100;
