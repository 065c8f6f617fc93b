import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { readHeader } from "../../../electron/models/read-header.ts";
import { planFacts, type PlanFacts } from "../../../shared/models/plan-facts.ts";
import { writeGguf } from "../../gguf/gguf-writer.ts";
import type { SizeName } from "../../models/real-sizes.ts";
import { hollowModel } from "../../models/sized-model.ts";
import { comparePlan, relativeError, total, type Component } from "./compare-plan.ts";
import { measureMemory, type ContextCase } from "./measured-memory.ts";

const folder = join(import.meta.dirname, "../../../.cache/bench-memory");
const componentBar = 0.05;
const totalBar = 0.03;

interface Subject {
  readonly size: SizeName;
  /**
   * The number of layers, where the whole model would not fit; then only the cache is compared with the
   * formula.
   */
  readonly layers?: number;
  readonly contexts: readonly number[];
}

const subjects: readonly Subject[] = [
  { size: "e2b", contexts: [4_096, 32_768, 131_072] },
  { size: "e4b", contexts: [4_096, 32_768, 131_072] },
  { size: "12b", contexts: [4_096, 32_768, 262_144] },
  { size: "26b-a4b", layers: 6, contexts: [4_096, 32_768, 262_144] },
  { size: "31b", layers: 6, contexts: [4_096, 32_768, 262_144] },
];

/**
 * Compares the memory planner with what llama.cpp logs that it allocated: models of real dimensions in 4 bits
 * on a CPU, with and without room for images; every part of the plan within 5 % and the total within 3 %. The
 * weights are holes in a sparse file: llama.cpp takes the same memory for zeros. Needs about 18 GB of free
 * memory. Each line shows the measured GB and the error of the plan.
 * @param wanted sizes; empty: all
 */
export async function benchMemory(wanted: readonly string[] = []): Promise<boolean> {
  await mkdir(folder, { recursive: true });
  let isWithin = true;
  try {
    for (const subject of subjects.filter(({ size }) => wanted.length === 0 || wanted.includes(size))) {
      isWithin = (await benchSize(subject)) && isWithin;
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return isWithin;
}

async function benchSize({ size, layers, contexts }: Subject): Promise<boolean> {
  const path = join(folder, `${size}.gguf`);
  await writeGguf(path, hollowModel(size, layers));
  const facts = planFacts([await readHeader(path)]);
  if (facts === null) {
    throw new Error(`${size} has no memory plan`);
  }
  const cases = casesOf(facts, contexts);
  const measured = await measureMemory({ path, contexts: cases });
  await rm(path);
  const title = layers === undefined ? size : `${size}, ${layers} layers, cache only`;
  console.log(`\n${title}`);
  const isCache = ({ name }: Component) => name.endsWith("cache");
  return cases
    .map((context, index) => {
      const took = measured.contexts[index];
      if (took === undefined) {
        return false;
      }
      const components = comparePlan(facts, context, measured.loaded, took);
      return report(context, layers === undefined ? components : components.filter(isCache));
    })
    .every(Boolean);
}

function casesOf(facts: PlanFacts, contexts: readonly number[]): readonly ContextCase[] {
  const batches = facts.perLayerEmbeddingBytes === 0 ? [512, 1152] : [512];
  return contexts.flatMap((contextTokens) =>
    batches.flatMap((batchTokens) =>
      (["f16", "q8_0"] as const).map((kvType) => ({ contextTokens, kvType, batchTokens })),
    ),
  );
}

/** Prints a line. @returns whether every component is within its bar */
function report(context: ContextCase, components: readonly Component[]): boolean {
  const sum = total(components);
  const isWithin =
    components.every((component) => Math.abs(relativeError(component)) <= componentBar) &&
    Math.abs(relativeError(sum)) <= totalBar;
  const { contextTokens, kvType, batchTokens } = context;
  const cells = components.map((component) => `${component.name} ${gb(component)} ${percent(component)}`);
  const mark = isWithin ? "ok  " : "MISS";
  console.log(
    `${mark} ${contextTokens} ${kvType} batch ${batchTokens}: ${cells.join(", ")}; all ${gb(sum)} ${percent(sum)}`,
  );
  return isWithin;
}

const gb = ({ measuredBytes }: Omit<Component, "name">) => (measuredBytes / 1e9).toFixed(3);

function percent(component: Omit<Component, "name">): string {
  const share = relativeError(component);
  return `${share >= 0 ? "+" : ""}${(share * 100).toFixed(1)}%`;
}
