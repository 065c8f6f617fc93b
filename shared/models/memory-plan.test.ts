import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { estimatedFacts } from "./estimated-facts.ts";
import { gemma4Sizes, type Gemma4SizeName } from "./gemma4-sizes.ts";
import { mediaCacheBytes } from "./media-cache.ts";
import { allLayers, batchTokensFor, partOf, planMemory, type LoadChoice } from "./memory-plan.ts";
import { weightBytes } from "./plan-facts.ts";

const names: readonly Gemma4SizeName[] = ["E2B", "E4B", "12B", "26B-A4B", "31B"];
const factsOf = (name: Gemma4SizeName) => estimatedFacts(gemma4Sizes[name], 6e9, "Q4_0");
/** Of E2B, E4B, 26B-A4B and 31B. */
const causal = { type: "gemma4v" };
const onCpu: LoadChoice = {
  contextTokens: 32_768,
  kvType: "f16",
  gpuLayers: 0,
  batchTokens: 512,
  repackedTypes: ["Q4_K"],
  projectorBytes: null,
  drafterBytes: null,
  checkpointBudgetBytes: 0,
};

describe("planMemory", () => {
  it.each([
    ["E2B", 6_144, 12_288, 1_280],
    ["E4B", 16_384, 40_960, 1_280],
    ["12B", 16_384, 327_680, 1_792],
    ["26B-A4B", 20_480, 204_800, 1_792],
    ["31B", 81_920, 819_200, 1_792],
  ] as const)("computes the published cache size of %s", (name, perToken, perCell, cells) => {
    const plan = planMemory(factsOf(name), onCpu);
    expect(partOf(plan, "global-cache").privateBytes).toBe(32_768 * perToken);
    expect(partOf(plan, "sliding-cache").privateBytes).toBe(cells * perCell);
  });

  it("shrinks the cache to 34/64 in q8_0", () => {
    const plain = planMemory(factsOf("12B"), onCpu);
    const small = planMemory(factsOf("12B"), { ...onCpu, kvType: "q8_0" });
    for (const name of ["global-cache", "sliding-cache"] as const) {
      expect(partOf(small, name).privateBytes / partOf(plain, name).privateBytes).toBeCloseTo(34 / 64, 6);
    }
  });

  it("counts the touched compute buffer on a CPU, for a whole image where attention is non-causal", () => {
    const needed = (name: Gemma4SizeName) =>
      [null, causal].map((projector) => {
        const batchTokens = batchTokensFor(factsOf(name), projector);
        const plan = planMemory(factsOf(name), { ...onCpu, batchTokens });
        return plan.ramNeededBytes - partOf(plan, "sliding-cache").privateBytes;
      });
    const [text = 0, images = 0] = needed("31B");
    expect((images - text) / 2 ** 20).toBeGreaterThan(200);
    const [plain, seeing] = needed("E2B");
    expect(seeing).toBe(plain);
  });

  it("counts the media embedding cache where there is a projector", () => {
    const facts = factsOf("12B");
    const media = (projectorBytes: number | null) =>
      partOf(planMemory(facts, { ...onCpu, projectorBytes }), "media").privateBytes;
    expect(media(null)).toBe(0);
    expect(media(175_000_000)).toBe(mediaCacheBytes(facts.width));
    // Eight of the largest images.
    expect(media(175_000_000)).toBe(8 * 1120 * 3840 * 4);
  });

  it("counts repacked weights once in the needed memory and twice in the total", () => {
    const facts = factsOf("12B");
    const plan = planMemory(facts, onCpu);
    const plain = planMemory(facts, { ...onCpu, repackedTypes: [] });
    // The repacked output is a copy of the embedding, which stays in use.
    const copy = facts.output["Q4_K"] ?? 0;
    expect(plan.ramNeededBytes - plain.ramNeededBytes).toBeCloseTo(copy, -1);
    expect(plan.ramPrivateBytes - plain.ramPrivateBytes).toBeCloseTo(weightBytes(facts), -1);
    expect(plan.ramMappedBytes).toBeCloseTo(weightBytes(facts), -1);
  });

  it("moves layers with their cache to the GPU and repacks none of them", () => {
    const facts = factsOf("31B");
    const plan = planMemory(facts, { ...onCpu, gpuLayers: allLayers(facts) });
    expect(partOf(plan, "global-cache")).toMatchObject({ privateBytes: 0, vramBytes: 32_768 * 81_920 });
    expect(partOf(plan, "repacked").privateBytes).toBe(0);
    expect(partOf(plan, "weights").mappedBytes).toBeLessThan(0.1 * weightBytes(facts));
  });

  it("keeps the totals when layers are split between CPU and GPU", () => {
    const anySize = fc.constantFrom(...names);
    fc.assert(
      fc.property(anySize, fc.nat({ max: 61 }), fc.boolean(), (name, gpuLayers, isSmall) => {
        const facts = factsOf(name);
        const choice: LoadChoice = { ...onCpu, kvType: isSmall ? "q8_0" : "f16" };
        const cpu = planMemory(facts, choice);
        const split = planMemory(facts, { ...choice, gpuLayers });
        for (const part of ["global-cache", "sliding-cache"] as const) {
          const { privateBytes, vramBytes } = partOf(split, part);
          expect(privateBytes + vramBytes).toBeCloseTo(partOf(cpu, part).privateBytes, -1);
          expect(Math.min(privateBytes, vramBytes)).toBeGreaterThanOrEqual(0);
        }
        const { mappedBytes, vramBytes } = partOf(split, "weights");
        expect(mappedBytes + vramBytes).toBeGreaterThanOrEqual(weightBytes(facts) - 1);
      }),
    );
  });

  it("never needs less for a longer context", () => {
    const anySize = fc.constantFrom(...names);
    const tokens = fc.integer({ min: 256, max: 131_072 });
    fc.assert(
      fc.property(anySize, tokens, tokens, (name, a, b) => {
        const needed = (contextTokens: number) =>
          planMemory(factsOf(name), { ...onCpu, contextTokens }).ramNeededBytes;
        expect(needed(Math.min(a, b))).toBeLessThanOrEqual(needed(Math.max(a, b)));
      }),
    );
  });

  it("uses a batch for a whole image where attention is non-causal", () => {
    const batches = (projector: { readonly type: string | null } | null) =>
      names.map((name) => batchTokensFor(factsOf(name), projector));
    expect(batches(null)).toEqual([512, 512, 512, 512, 512]);
    // Before the projector is downloaded, the model decides.
    expect(batches({ type: null })).toEqual([512, 512, 1152, 1152, 1152]);
    expect(batches(causal)).toEqual([512, 512, 1152, 1152, 1152]);
    // One that reads images whole may stand beside a model with per-layer embeddings.
    expect(batches({ type: "gemma4uv" })).toEqual([1152, 1152, 1152, 1152, 1152]);
  });

  it("counts as many checkpoints as fit in their budget", () => {
    const one = 1024 * 327_680;
    const bytes = (checkpointBudgetBytes: number) =>
      partOf(planMemory(factsOf("12B"), { ...onCpu, checkpointBudgetBytes }), "checkpoints").privateBytes;
    expect(bytes(0)).toBe(0);
    expect(bytes(one * 2.5)).toBe(one * 2);
    expect(bytes(one * 100)).toBe(one * 32);
  });
});
