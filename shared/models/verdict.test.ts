import { describe, expect, it } from "vitest";
import shipped from "../../resources/catalog.json" with { type: "json" };
import { catalogSchema, type CatalogSize } from "./catalog.ts";
import { catalogVariants, variantFacts, type CatalogVariant } from "./catalog-variants.ts";
import type { Gpu, Hardware } from "./hardware.ts";
import { recommend } from "./recommend.ts";
import { wordsPerToken } from "./speed-estimate.ts";
import { verdictFor, type VerdictWord } from "./verdict.ts";

const GB = 1e9;
const catalog = catalogSchema.parse(shipped);

function computer(
  memoryGb: number,
  bandwidthGb: number | null,
  gpu: Gpu | null = null,
  architecture = "x64",
): Hardware {
  return {
    memory: { totalBytes: memoryGb * GB, freeBytes: memoryGb * GB },
    processor: null,
    cores: 8,
    architecture,
    gpu,
    diskFreeBytes: null,
    bandwidthBytesPerSecond: bandwidthGb === null ? null : bandwidthGb * GB,
    operationsPerSecond: null,
  };
}

const graphicsCard = (memoryGb: number): Gpu => ({
  names: ["Card"],
  api: "cuda",
  memoryBytes: memoryGb * GB,
  freeBytes: memoryGb * GB,
  isUnified: false,
});
const unified = (memoryGb: number, bandwidthGb: number) =>
  computer(
    memoryGb,
    bandwidthGb,
    { ...graphicsCard(memoryGb * 0.7), api: "metal", isUnified: true },
    "arm64",
  );

const machines = {
  "4 GB stick": computer(4, 15),
  "8 GB laptop": computer(8, 30),
  "16 GB laptop": computer(16, 40),
  "16 GB laptop, slow memory": computer(16, 20),
  "32 GB desktop": computer(32, 60),
  "8 GB GPU + 16 GB": computer(16, 40, graphicsCard(8)),
  "24 GB GPU + 32 GB": computer(32, 50, graphicsCard(24)),
  "8 GB unified": unified(8, 60),
  "16 GB unified": unified(16, 100),
  "64 GB unified": unified(64, 300),
} as const;
type MachineName = keyof typeof machines;

const variantOf = (id: CatalogSize["id"], bits: number): CatalogVariant => {
  const size = catalog.sizes.find((one) => one.id === id);
  const variant = size && catalogVariants(size).find((one) => one.bits === bits);
  if (!variant) throw new Error(`There is no ${id} in ${bits} bits`);
  return variant;
};

/** As in the guide: text only, a short context. */
const plain = {
  contextTokens: 4_096,
  kvType: "f16",
  gpuLayers: null,
  projector: null,
  drafterBytes: null,
} as const;
const judge = (machine: Hardware, id: CatalogSize["id"], bits: number) =>
  verdictFor(variantFacts(variantOf(id, bits)), plain, machine);

describe("verdicts", () => {
  const table: Record<MachineName, Record<CatalogSize["id"], VerdictWord>> = {
    "4 GB stick": { E2B: "slowly", E4B: "too-big", "12B": "too-big", "26B-A4B": "too-big", "31B": "too-big" },
    "8 GB laptop": { E2B: "well", E4B: "well", "12B": "too-big", "26B-A4B": "too-big", "31B": "too-big" },
    "16 GB laptop": { E2B: "well", E4B: "well", "12B": "slowly", "26B-A4B": "slowly", "31B": "too-big" },
    "16 GB laptop, slow memory": {
      E2B: "well",
      E4B: "well",
      "12B": "slowly",
      "26B-A4B": "slowly",
      "31B": "too-big",
    },
    "32 GB desktop": { E2B: "well", E4B: "well", "12B": "well", "26B-A4B": "well", "31B": "slowly" },
    "8 GB GPU + 16 GB": { E2B: "well", E4B: "well", "12B": "well", "26B-A4B": "well", "31B": "slowly" },
    "24 GB GPU + 32 GB": { E2B: "well", E4B: "well", "12B": "well", "26B-A4B": "well", "31B": "well" },
    "8 GB unified": { E2B: "well", E4B: "well", "12B": "too-big", "26B-A4B": "too-big", "31B": "too-big" },
    "16 GB unified": { E2B: "well", E4B: "well", "12B": "well", "26B-A4B": "too-big", "31B": "too-big" },
    "64 GB unified": { E2B: "well", E4B: "well", "12B": "well", "26B-A4B": "well", "31B": "well" },
  };

  it.each(Object.entries(table))("have the expected words on %s in 4 bits", (machine, words) => {
    const given = catalog.sizes.map(({ id }) => [id, judge(machines[machine as MachineName], id, 4).word]);
    expect(Object.fromEntries(given)).toEqual(words);
  });

  it("need about the memory in the guide's hardware table for all sizes and precisions", () => {
    const offBy: string[] = [];
    for (const size of catalog.sizes) {
      for (const bits of [4, 8, 16] as const) {
        const [low, high] = size.memoryGb[`${bits}`];
        const neededGb = judge(computer(96, null), size.id, bits).neededBytes / GB;
        if (neededGb < low * 0.65 || neededGb > high * 1.15) {
          offBy.push(`${size.id} in ${bits} bits: ${neededGb.toFixed(1)} against ${low}–${high}`);
        }
      }
    }
    expect(offBy).toEqual([]);
  });

  it("are never good below the guide's memory and never too big at twice that memory", () => {
    for (const machine of Object.values(machines)) {
      const card = machine.gpu?.isUnified === false ? machine.gpu.memoryBytes : 0;
      const allGb = (machine.memory.totalBytes + card) / GB;
      for (const size of catalog.sizes) {
        for (const bits of [4, 8, 16] as const) {
          const [low, high] = size.memoryGb[`${bits}`];
          const { word } = judge(machine, size.id, bits);
          if (word === "well") expect(allGb).toBeGreaterThanOrEqual(low * 0.9);
          if (word === "too-big") expect(allGb).toBeLessThan(high * 2);
        }
      }
    }
  });

  it("never improve with a longer context", () => {
    const rank: Record<VerdictWord, number> = { well: 0, slowly: 1, "too-big": 2 };
    for (const machine of Object.values(machines)) {
      for (const { id } of catalog.sizes) {
        const words = [4_096, 32_768, 131_072].map(
          (contextTokens) =>
            rank[verdictFor(variantFacts(variantOf(id, 4)), { ...plain, contextTokens }, machine).word],
        );
        expect(words).toEqual(words.toSorted());
      }
    }
  });
});

describe("recommend", () => {
  it.each<[MachineName, CatalogSize["id"], number, string]>([
    ["4 GB stick", "E2B", 4, "closest"],
    ["8 GB laptop", "E4B", 4, "best"],
    ["16 GB laptop", "E4B", 8, "roomy"],
    ["16 GB laptop, slow memory", "E4B", 4, "best"],
    ["32 GB desktop", "26B-A4B", 4, "best"],
    ["8 GB GPU + 16 GB", "26B-A4B", 4, "best"],
    ["24 GB GPU + 32 GB", "31B", 4, "best"],
    ["8 GB unified", "E2B", 4, "best"],
    ["16 GB unified", "12B", 4, "best"],
    ["64 GB unified", "31B", 4, "best"],
  ])("for %s is %s in %i bits", (machine, id, bits, reason) => {
    const given = recommend(catalog, machines[machine]);
    expect([given?.variant.size.id, given?.variant.bits, given?.reason]).toEqual([id, bits, reason]);
  });

  it("is the one that runs best where none runs well, and the smallest where none fits", () => {
    const reasonOn = (machine: Hardware) => {
      const given = recommend(catalog, machine);
      return [given?.variant.size.id, given?.verdict.word, given?.reason];
    };
    expect(reasonOn(computer(32, 4))).toEqual(["E2B", "slowly", "closest"]);
    expect(reasonOn(computer(1.5, 30))).toEqual(["E2B", "too-big", "smallest"]);
  });

  it("calls a model good only from reading speed on", () => {
    for (const gigabytesPerSecond of [4, 8, 12, 20, 40]) {
      for (const { id } of catalog.sizes) {
        const { word, tokensPerSecond } = judge(computer(64, gigabytesPerSecond), id, 4);
        expect(word === "well").toBe((tokensPerSecond ?? 0) * wordsPerToken >= 5.25);
      }
    }
  });

  it("returns the most capable model with the requested capability", () => {
    const largest = machines["64 GB unified"];
    expect(recommend(catalog, largest)?.variant.size.takes).not.toContain("audio");
    expect(recommend(catalog, largest, "hears")?.variant.size.id).toBe("12B");
    expect(recommend(catalog, largest, "sees")?.variant.size.id).toBe("31B");
    for (const machine of Object.values(machines)) {
      expect(recommend(catalog, machine, "hears")?.variant.size.takes).toContain("audio");
    }
  });
});
