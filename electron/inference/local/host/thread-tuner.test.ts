import { describe, expect, it } from "vitest";
import { ThreadTuner } from "./thread-tuner.ts";

type Machine = (threads: number) => { readonly ms: number; readonly coresHad: number | null };

/** Evaluates tokens on a machine that takes this long with that many threads; tells what was used and the time. */
function evaluate(tuner: ThreadTuner, tokens: number, machine: Machine) {
  const used: number[] = [];
  let totalMs = 0;
  for (let i = 0; i < tokens; i++) {
    const { ms, coresHad } = machine(tuner.threads);
    used.push(tuner.threads);
    totalMs += ms;
    tuner.took(ms, coresHad);
  }
  return { used, totalMs };
}

/** Every thread has a core, and the tokens take so long. */
const calm =
  (msWith: (threads: number) => number): Machine =>
  (threads) => ({ ms: msWith(threads), coresHad: threads });
const idle = calm((threads) => 100 / threads);
/** One core is taken by somebody else: whoever wants it waits. */
const busy =
  (cores: number): Machine =>
  (threads) => ({
    ms: threads >= cores ? 400 : 100 / threads,
    coresHad: Math.min(threads, cores - 0.5),
  });
/** A GPU does most of it, or the system does not say. */
const unknown =
  (machine: Machine): Machine =>
  (threads) => ({ ...machine(threads), coresHad: null });

describe("the number of threads", () => {
  it.each([1, 2, 4, 6, 8, 16])("is that of the cores on an idle machine, at little cost (%i)", (cores) => {
    const { used, totalMs } = evaluate(new ThreadTuner(cores), 2000, idle);
    expect(used[0]).toBe(cores);
    expect(used.filter((threads) => threads === cores).length).toBeGreaterThan(1800);
    expect(totalMs).toBeLessThan((2000 * 100 * 1.03) / cores);
  });

  it.each([2, 8])("tries nothing in a short reply on an idle machine (%i)", (cores) => {
    const { used } = evaluate(new ThreadTuner(cores), 60, idle);
    expect(new Set(used)).toEqual(new Set([cores]));
  });

  it("is tried once in some hundred tokens on an idle machine", () => {
    const { used } = evaluate(new ThreadTuner(2), 400, idle);
    expect(used.filter((threads) => threads === 1)).toHaveLength(1);
  });

  it("is found without knowing how busy the machine is", () => {
    const tuner = new ThreadTuner(4);
    const { totalMs } = evaluate(tuner, 2000, unknown(idle));
    expect(totalMs).toBeLessThan((2000 * 100 * 1.03) / 4);
    evaluate(tuner, 40, unknown(busy(4)));
    expect(tuner.provedThreads).toBe(3);
  });

  it.each([2, 4, 8])("goes down within a few tokens when a core of %i is taken", (cores) => {
    const tuner = new ThreadTuner(cores);
    const { used } = evaluate(tuner, 10, busy(cores));
    expect(used.at(-1)).toBe(cores - 1);
    const { totalMs } = evaluate(tuner, 2000, busy(cores));
    expect(totalMs).toBeLessThan((2000 * 100 * 1.05) / (cores - 1));
  });

  it("goes down when the machine becomes busy in mid-reply, and up again when it is idle", () => {
    const tuner = new ThreadTuner(4);
    evaluate(tuner, 500, idle);
    const { used: whileBusy } = evaluate(tuner, 40, busy(4));
    expect(whileBusy.at(-1)).toBe(3);
    const { used: afterwards } = evaluate(tuner, 1500, idle);
    expect(afterwards.at(-1)).toBe(4);
  });

  it("goes down to one where one is best", () => {
    const { used } = evaluate(
      new ThreadTuner(8),
      120,
      calm((threads) => 1 + threads * threads),
    );
    expect(used.at(-1)).toBe(1);
  });

  it("stays where it is while the times are about the same", () => {
    const { used } = evaluate(
      new ThreadTuner(8),
      1000,
      calm((threads) => 50 - (8 - threads) * 0.2),
    );
    expect(used.filter((threads) => threads === 8).length).toBeGreaterThan(900);
  });

  it("goes back to more when that is no worse", () => {
    const tuner = new ThreadTuner(4);
    evaluate(tuner, 100, busy(4));
    expect(tuner.provedThreads).toBe(3);
    evaluate(
      tuner,
      1500,
      calm((threads) => 50 - threads * 0.1),
    );
    expect(tuner.provedThreads).toBe(4);
  });

  it("follows the cores a batch was given", () => {
    const tuner = new ThreadTuner(8);
    tuner.tookBatch(15, 7.6);
    expect(tuner.provedThreads).toBe(8);
    tuner.tookBatch(15, 4.1);
    expect(tuner.provedThreads).toBe(4);
    tuner.tookBatch(15, 0.3);
    expect(tuner.provedThreads).toBe(1);
    tuner.tookBatch(15, 0.3);
    expect(tuner.provedThreads).toBe(1);
    tuner.tookBatch(15, null);
    expect(tuner.provedThreads).toBe(1);
    const { used } = evaluate(tuner, 1000, idle);
    expect(used.at(-1)).toBe(8);
  });

  it("goes up again soon after a batch that had all cores", () => {
    const tuner = new ThreadTuner(2);
    tuner.tookBatch(1000, 1);
    expect(tuner.provedThreads).toBe(1);
    tuner.tookBatch(15, 2);
    const { used } = evaluate(tuner, 8, idle);
    expect(used.at(-1)).toBe(2);
  });

  it("gives a trial up at the first token that takes very long", () => {
    const { used } = evaluate(new ThreadTuner(2), 6, unknown(calm((threads) => (threads === 2 ? 10 : 500))));
    expect(used).toEqual([2, 2, 2, 2, 1, 2]);
  });
});
