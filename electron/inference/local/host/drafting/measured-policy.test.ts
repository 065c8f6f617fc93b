import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../../../scripts/soak/seeded-random.ts";
import type { DraftOffer } from "./draft-plan.ts";
import { MeasuredPolicy } from "./measured-policy.ts";

/** Milliseconds of evaluations of 1, 2, 3 and 4 tokens, and of each further one: two cores, E2B, Q4_0. */
const twoCores = { first: [51, 74, 103, 106], further: 28 };
/** The same with the kernels for a few rows (ADR 45). */
const ownKernels = { first: [33, 34, 35, 35, 37, 38.5, 39.5, 43], further: 9 };
/** What further tokens cost where memory is the limit. */
const gpu = { first: [20, 20.5, 21, 21.5], further: 0.6 };
/** Experts are chosen for each token anew. */
const mixture = { first: [40, 76, 110, 142], further: 32 };

interface Machine {
  readonly first: readonly number[];
  readonly further: number;
}

interface Text {
  /** The share of drafts that are right; null: no drafter. */
  readonly drafter: number | null;
  /** How often the last tokens occurred before, how long the match is, and how often it is right. */
  readonly lookup: { readonly often: number; readonly length: number; readonly right: number } | null;
}

const draftMs = 8;

/**
 * Decodes on a simulated machine.
 * @param interrupted the share of evaluations that take twice as long
 * @returns milliseconds for each token
 */
function simulate(
  policy: MeasuredPolicy,
  machine: Machine,
  text: Text,
  tokens: number,
  { interrupted = 0, threads = 2 } = {},
): number {
  const random = seededRandom(tokens);
  const chance = () => random.below(1_000_000) / 1_000_000;
  const msOf = (rows: number) => {
    const beyond = Math.max(0, rows - machine.first.length);
    const ms = (machine.first[Math.min(rows, machine.first.length) - 1] ?? 0) + beyond * machine.further;
    const isInterrupted = interrupted > 0 && chance() < interrupted;
    return ms * (0.97 + 0.06 * chance()) * (isInterrupted ? 2 : 1);
  };
  let ms = 0;
  let made = 0;
  while (made < tokens) {
    const isMatch = text.lookup !== null && chance() < text.lookup.often;
    const offer: DraftOffer = {
      drafter: text.drafter === null ? 0 : 7,
      lookup: isMatch ? { matchLength: text.lookup.length, tokens: 15 } : null,
    };
    const plan = policy.plan(offer);
    const drafted = plan?.tokens ?? 0;
    const right = (plan?.source === "lookup" ? text.lookup?.right : text.drafter) ?? 0;
    let accepted = 0;
    while (accepted < drafted && chance() < right) accepted++;
    const draftingMs = plan?.source === "drafter" ? draftMs * drafted : 0;
    const evaluationMs = msOf(1 + drafted);
    const compared = Math.min(drafted, accepted + 1);
    policy.record({ plan, offer, drafted, draftingMs, evaluationMs, compared, accepted, threads });
    ms += draftingMs + evaluationMs;
    made += 1 + accepted;
  }
  return ms / made;
}

/** The time for a token with the best constant number of drafts. */
function bestMs(machine: Machine, right: number, msPerDraft: number, most: number): number {
  const costs = Array.from({ length: most + 1 }, (_, drafts) => {
    const beyond = Math.max(0, drafts + 1 - machine.first.length);
    const ms =
      (machine.first[Math.min(drafts + 1, machine.first.length) - 1] ?? 0) + beyond * machine.further;
    const expected = Array.from({ length: drafts + 1 }, (_, at) => right ** at).reduce((a, b) => a + b, 0);
    return (ms + drafts * msPerDraft) / expected;
  });
  return Math.min(...costs);
}

const plainMs = (machine: Machine) =>
  simulate(new MeasuredPolicy(), machine, { drafter: null, lookup: null }, 2000);

describe("MeasuredPolicy", () => {
  it.each([
    ["two cores", twoCores, 0.6],
    ["two cores", twoCores, 0.8],
    ["two cores", twoCores, 0.95],
    ["a GPU", gpu, 0.6],
    ["a GPU", gpu, 0.8],
  ])("is nearly as fast as the best number of drafts (%s, %s right)", (_, machine, right) => {
    const ms = simulate(new MeasuredPolicy(), machine, { drafter: right, lookup: null }, 4000);
    expect(ms).toBeLessThan(1.05 * Math.min(machine.first[0] ?? 0, bestMs(machine, right, draftMs, 7)));
  });

  it.each([
    ["a drafter that is never right", twoCores, { drafter: 0, lookup: null }],
    ["a drafter that is seldom right", twoCores, { drafter: 0.3, lookup: null }],
    ["a mixture of experts", mixture, { drafter: 0.75, lookup: null }],
    [
      "matches that go on differently",
      twoCores,
      { drafter: null, lookup: { often: 0.5, length: 3, right: 0.05 } },
    ],
    [
      "long matches that go on differently",
      gpu,
      { drafter: null, lookup: { often: 1, length: 16, right: 0 } },
    ],
    ["both wrong", twoCores, { drafter: 0.1, lookup: { often: 0.3, length: 8, right: 0.1 } }],
  ] as const)("is at most 2 percent slower than plain decoding with %s", (_, machine, text) => {
    for (const tokens of [250, 1000, 4000])
      expect(simulate(new MeasuredPolicy(), machine, text, tokens)).toBeLessThan(1.02 * plainMs(machine));
  });

  it("stays near the best speed when a tenth of the evaluations is interrupted", () => {
    const replies = Array.from({ length: 40 }, (_, at) =>
      simulate(new MeasuredPolicy(), ownKernels, { drafter: 0.95, lookup: null }, 800 + at, {
        interrupted: 0.1,
      }),
    );
    const ms = replies.reduce((sum, reply) => sum + reply, 0) / replies.length;
    expect(ms).toBeLessThan(1.1 * 1.02 * bestMs(ownKernels, 0.95, draftMs, 7));
  });

  it("drafts as much as is copied", () => {
    const text: Text = { drafter: null, lookup: { often: 1, length: 16, right: 0.98 } };
    const ms = simulate(new MeasuredPolicy(), twoCores, text, 2000);
    expect(ms).toBeLessThan(1.08 * bestMs(twoCores, 0.98, 0, 15));
  });

  it("stops drafting when the text changes, says so, and begins again", () => {
    const policy = new MeasuredPolicy();
    expect(policy.stateOf("drafter")).toEqual({ type: "on", measured: null });
    simulate(policy, twoCores, { drafter: 0.9, lookup: null }, 1000);
    expect(policy.stateOf("drafter")).toMatchObject({ type: "on" });
    const { measured } = policy.stateOf("drafter");
    expect(measured?.acceptanceRate).toBeGreaterThan(0.75);
    expect(measured?.speedup).toBeGreaterThan(1.3);
    const slow = simulate(policy, twoCores, { drafter: 0.1, lookup: null }, 1000);
    expect(slow).toBeLessThan(1.02 * plainMs(twoCores));
    // Now and then it tries again.
    const states = Array.from({ length: 20 }, () => {
      simulate(policy, twoCores, { drafter: 0.1, lookup: null }, 20);
      return policy.stateOf("drafter");
    });
    const paused = states.filter(({ type }) => type === "paused");
    expect(paused.length).toBeGreaterThan(10);
    expect(paused[0]).toMatchObject({ reason: "low-acceptance" });
    const again = simulate(policy, twoCores, { drafter: 0.9, lookup: null }, 4000);
    expect(again).toBeLessThan(0.8 * plainMs(twoCores));
    expect(policy.stateOf("drafter")).toMatchObject({ type: "on" });
  });

  it("stops drafting when the machine becomes slow at it, and begins again when it no longer is", () => {
    const policy = new MeasuredPolicy();
    const good = { drafter: 0.8, lookup: null };
    expect(simulate(policy, gpu, good, 500)).toBeLessThan(0.85 * plainMs(gpu));
    expect(simulate(policy, mixture, good, 2000)).toBeLessThan(1.02 * plainMs(mixture));
    expect(policy.stateOf("drafter")).toMatchObject({ type: "paused", reason: "slow-verification" });
    expect(simulate(policy, gpu, good, 4000)).toBeLessThan(0.85 * plainMs(gpu));
  });

  it("forgets what evaluations cost with another number of threads", () => {
    const policy = new MeasuredPolicy();
    const good = { drafter: 0.8, lookup: null };
    simulate(policy, mixture, good, 2000, { threads: 1 });
    expect(policy.stateOf("drafter")).toMatchObject({ type: "paused", reason: "slow-verification" });
    const msPerToken = simulate(policy, gpu, good, 150, { threads: 2 });
    expect(msPerToken).toBeLessThan(0.85 * plainMs(gpu));
  });
});
