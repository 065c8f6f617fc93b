import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { measureBandwidth } from "../../../electron/hardware/measure-bandwidth.ts";
import { readPlanFacts } from "../../../electron/models/read-plan-facts.ts";
import { bytesOf } from "../../../shared/models/plan-facts.ts";
import { median } from "../statistics.ts";

export interface EvaluationCosts {
  /** Of weights that each token reads. */
  readonly bytesPerToken: number;
  /** Bytes per second, in each round. */
  readonly bandwidths: readonly number[];
  /** ms of the evaluation of 1, 2, … tokens, in each round. */
  readonly ours: readonly (readonly number[])[];
  readonly prebuilt: readonly (readonly number[])[];
}

const mostTokens = 8;

/**
 * Measures what evaluations of few tokens cost with our kernels and with node-llama-cpp's, in turn, and the
 * bandwidth of the memory beside them: both vary on a machine that others share.
 */
export async function evaluationCosts(
  modelPath: string,
  threads: number,
  rounds: number,
): Promise<EvaluationCosts> {
  const facts = await readPlanFacts(modelPath);
  if (facts === null) throw new Error(`Cannot read the sizes of the weights of ${modelPath}`);
  const [ours, prebuilt] = await Promise.all([
    Evaluator.start(modelPath, threads, "ours"),
    Evaluator.start(modelPath, threads, "prebuilt"),
  ]);
  try {
    const costs = { bandwidths: [] as number[], ours: [] as number[][], prebuilt: [] as number[][] };
    for (let round = 0; round < rounds; round++) {
      costs.bandwidths.push(await measureBandwidth(threads));
      costs.ours.push(await ours.measure());
      costs.prebuilt.push(await prebuilt.measure());
    }
    const bytesPerToken = facts.layers.reduce((sum, layer) => sum + layer.activeBytes, bytesOf(facts.output));
    return { bytesPerToken, ...costs };
  } finally {
    await Promise.all([ours.dispose(), prebuilt.dispose()]);
  }
}

/** Per number of tokens: medians in ms, and medians of ratios within a round. */
export function costTable({ ours, prebuilt }: EvaluationCosts) {
  const across = (of: (round: number) => number) => median(ours.map((_, round) => of(round)));
  const at = (costs: EvaluationCosts["ours"], round: number, index: number) => costs[round]?.[index] ?? NaN;
  return Array.from({ length: mostTokens }, (_, i) => ({
    tokens: i + 1,
    "ms, ours": across((round) => at(ours, round, i)),
    "ms, prebuilt": across((round) => at(prebuilt, round, i)),
    "× one token, ours": across((round) => at(ours, round, i) / at(ours, round, 0)),
    "× one token, prebuilt": across((round) => at(prebuilt, round, i) / at(prebuilt, round, 0)),
    "ours / prebuilt": across((round) => at(ours, round, i) / at(prebuilt, round, i)),
  }));
}

/** The least time in which memory delivers the weights for a token, and how close one token comes to it. */
export function memoryLimit({ bytesPerToken, bandwidths, ours }: EvaluationCosts) {
  const limits = bandwidths.map((bandwidth) => (bytesPerToken / bandwidth) * 1000);
  return {
    "GB per token": bytesPerToken / 1e9,
    "memory, GB/s": median(bandwidths) / 1e9,
    "limit, ms per token": median(limits),
    "limit, tokens/s": 1000 / median(limits),
    "reached, of the limit": median(limits.map((limit, round) => limit / (ours[round]?.[0] ?? NaN))),
  };
}

class Evaluator {
  readonly #child;
  readonly #died;

  private constructor(child: ReturnType<typeof fork>) {
    this.#child = child;
    this.#died = once(child, "exit").then(() => {
      throw new Error("The process that evaluates exited");
    });
    // Rejects pending calls; the exit after `dispose()` is expected.
    this.#died.catch(() => undefined);
  }

  static async start(modelPath: string, threads: number, kernels: "ours" | "prebuilt"): Promise<Evaluator> {
    const args = [modelPath, threads, mostTokens, kernels].map(String);
    const evaluator = new Evaluator(
      fork(join(import.meta.dirname, "evaluations-process.ts"), args, { execArgv: [] }),
    );
    await evaluator.#answer();
    return evaluator;
  }

  async measure(): Promise<number[]> {
    this.#child.send("measure");
    return this.#answer();
  }

  async #answer(): Promise<number[]> {
    const [costs] = (await Promise.race([once(this.#child, "message"), this.#died])) as [number[]];
    return costs;
  }

  async dispose(): Promise<void> {
    const ended = once(this.#child, "exit");
    this.#child.disconnect();
    await ended;
  }
}
