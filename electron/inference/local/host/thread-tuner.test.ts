import { describe, expect, it } from "vitest";
import { ThreadTuner } from "./thread-tuner.ts";

type Machine = (threads: number) => { readonly ms: number; readonly coresUsed: number | null };

/** Evaluates tokens on a simulated machine; returns the thread counts used and the total time. */
function evaluate(tuner: ThreadTuner, tokens: number, machine: Machine) {
  const used: number[] = [];
  let totalMs = 0;
  for (let i = 0; i < tokens; i++) {
    const { ms, coresUsed } = machine(tuner.threads);
    used.push(tuner.threads);
    totalMs += ms;
    tuner.recordToken(ms, coresUsed);
  }
  return { used, totalMs };
}

/** Evaluates with drafts; every 97th token alone, as the policy wants it. @returns how many tokens were alone */
function draft(tuner: ThreadTuner, evaluations: number, machine: Machine) {
  let [single, asked] = [0, 0];
  for (let evaluation = 0; evaluation < evaluations; evaluation++) {
    if (tuner.needsTokens) asked++;
    if (tuner.needsTokens || evaluation % 97 === 0) {
      const { ms, coresUsed } = machine(tuner.threads);
      tuner.recordToken(ms, coresUsed);
      single++;
    } else {
      const { ms, coresUsed } = machine(tuner.bestThreads);
      tuner.recordWithDrafts(ms * 1.3, coresUsed);
    }
  }
  return { single, asked };
}

/** Every thread has a core, and a token takes the given time. */
const calm =
  (msWith: (threads: number) => number): Machine =>
  (threads) => ({ ms: msWith(threads), coresUsed: threads });
const idle = calm((threads) => 100 / threads);
/** Another program uses one core: threads that need it wait. */
const busy =
  (cores: number): Machine =>
  (threads) => ({
    ms: threads >= cores ? 400 : 100 / threads,
    coresUsed: Math.min(threads, cores - 0.5),
  });
/** The used cores are unknown, as with a GPU. */
const unknown =
  (machine: Machine): Machine =>
  (threads) => ({ ...machine(threads), coresUsed: null });

describe("ThreadTuner", () => {
  it.each([1, 2, 4, 6, 8, 16])("uses all cores on an idle machine, at little cost (%i)", (cores) => {
    const { used, totalMs } = evaluate(new ThreadTuner(cores), 2000, idle);
    expect(used[0]).toBe(cores);
    expect(used.filter((threads) => threads === cores).length).toBeGreaterThan(1800);
    expect(totalMs).toBeLessThan((2000 * 100 * 1.03) / cores);
  });

  it.each([2, 8])("tries nothing in a short reply on an idle machine (%i)", (cores) => {
    const { used } = evaluate(new ThreadTuner(cores), 60, idle);
    expect(new Set(used)).toEqual(new Set([cores]));
  });

  it("tries fewer threads once in some hundred tokens on an idle machine", () => {
    const { used } = evaluate(new ThreadTuner(2), 400, idle);
    expect(used.filter((threads) => threads === 1)).toHaveLength(1);
  });

  it("finds the best number when the used cores are unknown", () => {
    const tuner = new ThreadTuner(4);
    const { totalMs } = evaluate(tuner, 2000, unknown(idle));
    expect(totalMs).toBeLessThan((2000 * 100 * 1.03) / 4);
    evaluate(tuner, 40, unknown(busy(4)));
    expect(tuner.bestThreads).toBe(3);
  });

  it.each([2, 4, 8])("uses fewer threads within a few tokens when one of %i cores is busy", (cores) => {
    const tuner = new ThreadTuner(cores);
    const { used } = evaluate(tuner, 10, busy(cores));
    expect(used.at(-1)).toBe(cores - 1);
    const { totalMs } = evaluate(tuner, 2000, busy(cores));
    expect(totalMs).toBeLessThan((2000 * 100 * 1.05) / (cores - 1));
  });

  it("uses fewer threads when the machine becomes busy during a reply, and more when it is idle again", () => {
    const tuner = new ThreadTuner(4);
    evaluate(tuner, 500, idle);
    const { used: whileBusy } = evaluate(tuner, 40, busy(4));
    expect(whileBusy.at(-1)).toBe(3);
    const { used: afterwards } = evaluate(tuner, 1500, idle);
    expect(afterwards.at(-1)).toBe(4);
  });

  it("goes down to one thread where one is fastest", () => {
    const { used } = evaluate(
      new ThreadTuner(8),
      120,
      calm((threads) => 1 + threads * threads),
    );
    expect(used.at(-1)).toBe(1);
  });

  it("keeps the number while the times are about equal", () => {
    const { used } = evaluate(
      new ThreadTuner(8),
      1000,
      calm((threads) => 50 - (8 - threads) * 0.2),
    );
    expect(used.filter((threads) => threads === 8).length).toBeGreaterThan(900);
  });

  it("uses more threads again when that is no slower", () => {
    const tuner = new ThreadTuner(4);
    evaluate(tuner, 100, busy(4));
    expect(tuner.bestThreads).toBe(3);
    evaluate(
      tuner,
      1500,
      calm((threads) => 50 - threads * 0.1),
    );
    expect(tuner.bestThreads).toBe(4);
  });

  it("follows the number of cores that a batch used", () => {
    const tuner = new ThreadTuner(8);
    tuner.recordBatch(100, 1500, 7.6);
    expect(tuner.bestThreads).toBe(8);
    tuner.recordBatch(100, 1500, 4.1);
    expect(tuner.bestThreads).toBe(4);
    tuner.recordBatch(100, 1500, 0.3);
    expect(tuner.bestThreads).toBe(1);
    tuner.recordBatch(100, 1500, 0.3);
    expect(tuner.bestThreads).toBe(1);
    tuner.recordBatch(100, 1500, null);
    expect(tuner.bestThreads).toBe(1);
    const { used } = evaluate(tuner, 1000, idle);
    expect(used.at(-1)).toBe(8);
  });

  it("keeps the number after a short batch, which may coincide with a burst of another program", () => {
    const tuner = new ThreadTuner(2);
    tuner.recordBatch(32, 200, 1.2);
    expect(tuner.bestThreads).toBe(2);
    tuner.recordBatch(320, 2000, 1.2);
    expect(tuner.bestThreads).toBe(1);
  });

  it.each([2, 8, 16])("is told by drafts when it uses too few of %i threads, and finds more", (cores) => {
    const tuner = new ThreadTuner(cores);
    tuner.recordBatch(320, 2000, cores * 0.6);
    const from = tuner.bestThreads;
    expect(from).toBeLessThan(cores);
    const { single } = draft(tuner, 400, idle);
    expect(tuner.bestThreads).toBeGreaterThan(from);
    expect(single).toBeLessThan(40);
  });

  it.each([2, 8, 16])("uses fewer of %i threads soon after another program came while drafting", (cores) => {
    const tuner = new ThreadTuner(cores);
    draft(tuner, 1000, idle);
    const { single } = draft(tuner, 20, busy(cores));
    expect(tuner.bestThreads).toBe(cores - 1);
    // Of those, some try still fewer threads.
    expect(single).toBeLessThan(15);
  });

  it("notices another program also after fewer threads had failed without it", () => {
    const tuner = new ThreadTuner(2);
    evaluate(tuner, 100, idle);
    draft(tuner, 20, busy(2));
    expect(tuner.bestThreads).toBe(1);
  });

  it.each([
    ["with one core", 1, busy(1)],
    ["where the used cores are unknown", 4, unknown(idle)],
  ])("asks for no single tokens %s", (_, cores, machine) => {
    expect(draft(new ThreadTuner(cores), 500, machine).asked).toBe(0);
  });

  it("asks for a few single tokens in a thousand evaluations with drafts on an idle machine", () => {
    const { asked } = draft(new ThreadTuner(4), 1000, idle);
    expect(asked).toBeGreaterThan(0);
    expect(asked).toBeLessThan(12);
  });

  it("finds out while drafting that fewer threads are faster on a calm machine", () => {
    const tuner = new ThreadTuner(4);
    draft(
      tuner,
      200,
      calm((threads) => 10 + threads * threads),
    );
    expect(tuner.bestThreads).toBeLessThan(4);
  });

  it("uses more threads soon after a batch that used all cores", () => {
    const tuner = new ThreadTuner(2);
    tuner.recordBatch(10, 10_000, 1);
    expect(tuner.bestThreads).toBe(1);
    tuner.recordBatch(100, 1500, 2);
    const { used } = evaluate(tuner, 8, idle);
    expect(used.at(-1)).toBe(2);
  });

  it("ends a running trial when a batch makes it settle", () => {
    const tuner = new ThreadTuner(8);
    evaluate(tuner, 4, unknown(idle));
    expect(tuner.threads).toBe(7);
    tuner.recordBatch(100, 1500, 2);
    expect([tuner.threads, tuner.bestThreads]).toEqual([2, 2]);
    // The trial of 7 threads is not continued with times of 2, and later trials take place.
    const { used } = evaluate(tuner, 1000, idle);
    expect(used.slice(0, 4)).toEqual([2, 2, 2, 2]);
    expect(used.at(-1)).toBe(8);
  });

  it("ends a trial at the first very slow token", () => {
    const { used } = evaluate(new ThreadTuner(2), 6, unknown(calm((threads) => (threads === 2 ? 10 : 500))));
    expect(used).toEqual([2, 2, 2, 2, 1, 2]);
  });
});
