import type { StartDecoder } from "../../../electron/inference/local/host/decoder.ts";
import type { LiveContext } from "../../../electron/inference/local/host/cells/live-context.ts";
import { median } from "../statistics.ts";

/** Of one evaluation and what surrounds it, in milliseconds. */
interface Round {
  readonly drafts: number;
  readonly tokens: number;
  readonly choosingMs: number;
  readonly evaluatingMs: number;
  readonly allMs: number;
}

/** Breaks the rounds of a decoder into their parts: from when tokens are returned to when the next ones are. */
export class RoundParts {
  readonly decoder: StartDecoder;
  readonly #rounds: Round[] = [];
  readonly #choosing: number[] = [];

  constructor(start: StartDecoder) {
    this.decoder = (how) => this.#timed(start, how);
  }

  /** For one token. */
  get medianChoosingMs(): number {
    return median(this.#choosing);
  }

  /** Medians, by how many tokens were drafted. The rest is drafting, and what a round takes beside it. */
  get byDrafts() {
    const counts = [...new Set(this.#rounds.map(({ drafts }) => drafts))].sort((a, b) => a - b);
    return counts.map((drafts) => {
      const rounds = this.#rounds.filter((round) => round.drafts === drafts);
      const of = (part: (round: Round) => number) => Math.round(median(rounds.map(part)) * 100) / 100;
      return {
        drafts,
        rounds: rounds.length,
        tokens: rounds.reduce((sum, { tokens }) => sum + tokens, 0),
        "evaluating ms": of(({ evaluatingMs }) => evaluatingMs),
        "choosing ms": of(({ choosingMs }) => choosingMs),
        "rest ms": of(({ allMs, evaluatingMs, choosingMs }) => allMs - evaluatingMs - choosingMs),
        "all ms": of(({ allMs }) => allMs),
        "slowest ms": Math.round(Math.max(...rounds.map(({ allMs }) => allMs))),
      };
    });
  }

  #timed(start: StartDecoder, { chooser, context, ...how }: Parameters<StartDecoder>[0]) {
    let [choosingMs, evaluatingMs, drafts] = [0, 0, 0];
    let endedAtMs: number | null = null;
    const choose = async (row: number) => {
      const startedAtMs = performance.now();
      const chosen = await chooser.choose(row);
      const tookMs = performance.now() - startedAtMs;
      choosingMs += tookMs;
      this.#choosing.push(tookMs);
      return chosen;
    };
    const evaluating = async <T>(tokens: number, work: Promise<T>): Promise<T> => {
      const startedAtMs = performance.now();
      const result = await work;
      evaluatingMs = performance.now() - startedAtMs;
      drafts = tokens - 1;
      return result;
    };
    const decoder = start({ ...how, chooser: { choose }, context: watched(context, evaluating) });
    return {
      advance: () => decoder.advance(),
      settle: () => decoder.settle(),
      next: async () => {
        const chosen = await decoder.next();
        const nowMs = performance.now();
        const allMs = endedAtMs === null ? null : nowMs - endedAtMs;
        // The first tokens follow the prompt.
        if (chosen !== null && allMs !== null) {
          this.#rounds.push({ drafts, tokens: chosen.length, choosingMs, evaluatingMs, allMs });
        }
        endedAtMs = nowMs;
        choosingMs = 0;
        return chosen;
      },
    };
  }
}

type Evaluating = <T>(tokens: number, work: Promise<T>) => Promise<T>;

/** The context, with its evaluations timed. */
function watched(context: LiveContext, evaluating: Evaluating): LiveContext {
  const add: LiveContext["add"] = (tokens, ...rest) =>
    evaluating(tokens.length, context.add(tokens, ...rest));
  const addDrafts: LiveContext["addDrafts"] = (tokens, options) =>
    evaluating(tokens.length, context.addDrafts(tokens, options));
  const timed = new Map<string | symbol, unknown>([
    ["add", add],
    ["addDrafts", addDrafts],
  ]);
  return new Proxy(context, {
    get: (target, name) => {
      const value: unknown = timed.get(name) ?? Reflect.get(target, name, target);
      return isMethod(value) ? value.bind(target) : value;
    },
  });
}

const isMethod = (value: unknown): value is (...args: readonly unknown[]) => unknown =>
  typeof value === "function";
