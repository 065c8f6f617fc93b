import { mkdir, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { usableCores } from "../../../electron/hardware/cpu.ts";
import { median, ratioInterval } from "../statistics.ts";
import type { DecodeRun, DepthSubject } from "./depth-subject.ts";
import type { Drift } from "./drift.ts";
import { driftsBetween } from "./drifts-between.ts";
import { facetSubject } from "./facet-subject.ts";
import { fillContexts, statePath } from "./fill-contexts.ts";
import { LibrarySubject } from "./library-subject.ts";
import { placeAt } from "./place-text.ts";
import { serverSubject } from "./server-subject.ts";

const usage = `npm run bench -- depth --model FILE --folder DIR [--llama-server PATH] [--depth N,N…] [--rounds N] [--decode N] [--evaluated N] [--positions N]
FILE is written by \`node scripts/make-model.ts e2b FILE\`. DIR keeps the filled contexts. Filling 32,768 tokens takes most of an hour on two cores; with --evaluated 8192 the deeper ones repeat the cells of that one.`;

/** Of E2B. */
const slidingWindow = 512;
const roomTokens = 1024;
/**
 * After its last token, a program's threads spin for a while. One that begins meanwhile finds the machine busy:
 * Facet would take fewer threads.
 */
const pauseMs = 500;

/**
 * Decode speed after long contexts, of Facet, node-llama-cpp and llama-server in turn. All three restore the same
 * state before each round, which was filled once. Facet has to be ahead at each depth.
 */
export async function benchDepth(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      model: { type: "string" },
      folder: { type: "string" },
      "llama-server": { type: "string" },
      depth: { type: "string", default: "0,2048,8192,32768" },
      rounds: { type: "string", default: "8" },
      decode: { type: "string", default: "32" },
      evaluated: { type: "string", default: "32768" },
      positions: { type: "string", default: "16" },
    },
  });
  const [rounds, decodeTokens, mostEvaluated] = [values.rounds, values.decode, values.evaluated].map(Number);
  const positions = Number(values.positions);
  const depths = values.depth.split(",").map(Number);
  const isWrong =
    !rounds || rounds < 2 || !decodeTokens || !mostEvaluated || depths.some((depth) => !(depth % 2 === 0));
  if (isWrong || values.model === undefined || values.folder === undefined) throw new Error(usage);
  const folder = resolve(values.folder);
  const modelPath = resolve(values.model);
  await fillContexts({ modelPath, folder, depths, kvType: "F16", mostEvaluated });
  const results: DepthResult[] = [];
  const drifts: (Drift & { readonly depth: number })[] = [];
  for (const depth of depths) {
    const state = depth === 0 ? null : statePath(folder, depth);
    const options = { modelPath, depth, statePath: state, serverPath: values["llama-server"] ?? null };
    results.push(...(await measure(await start(options), { depth, rounds, decodeTokens })));
    const drift = positions > 0 ? await driftOfKernels(options, positions) : undefined;
    if (drift !== undefined) drifts.push({ depth, ...drift });
  }
  console.log(`Decoding ${decodeTokens} tokens, ${rounds} interleaved rounds`);
  console.table(results.map(shown));
  if (drifts.length > 0) {
    console.log("Distributions with Facet's kernels, from those with the prebuilt ones");
    console.table(drifts);
  }
  await mkdir(".cache/bench", { recursive: true });
  await writeFile(".cache/bench/depth.json", `${JSON.stringify(results, null, 2)}\n`);
  return results.every(({ ratio }) => ratio === null || ratio.low > 1);
}

interface StartOptions {
  readonly modelPath: string;
  readonly depth: number;
  readonly statePath: string | null;
  readonly serverPath: string | null;
}

/** Facet first. */
async function start({ modelPath, depth, statePath, serverPath }: StartOptions) {
  const sizes = { modelPath, threads: usableCores(), contextTokens: depth + roomTokens };
  const subjects: DepthSubject[] = [];
  try {
    subjects.push(await facetSubject({ ...sizes, kvType: "f16", statePath, slidingWindow }));
    const settings = { ...sizes, kvType: "F16", kernels: "prebuilt" } as const;
    subjects.push(await LibrarySubject.start("node-llama-cpp", settings, () => statePath));
    if (serverPath !== null) subjects.push(await serverSubject(serverPath, { ...sizes, statePath }));
    return subjects;
  } catch (error) {
    for (const subject of subjects) await subject.dispose();
    throw error;
  }
}

async function driftOfKernels(
  { modelPath, depth, statePath: state }: StartOptions,
  positions: number,
): Promise<Drift | undefined> {
  const sizes = { modelPath, threads: usableCores(), contextTokens: depth + roomTokens };
  const subjects: LibrarySubject[] = [];
  try {
    for (const kernels of ["prebuilt", "facet"] as const) {
      const settings = { ...sizes, kvType: "F16", kernels } as const;
      subjects.push(await LibrarySubject.start(kernels, settings, () => state));
    }
    return (await driftsBetween(subjects, { depth, positions }))[1];
  } finally {
    for (const subject of subjects) await subject.dispose();
  }
}

interface Rounds {
  readonly depth: number;
  readonly rounds: number;
  readonly decodeTokens: number;
}

interface DepthResult {
  readonly depth: number;
  readonly name: string;
  readonly endPosition: number;
  readonly tokensPerSecond: readonly number[];
  /** Facet's speed by this one's, with its 95 % interval; null: Facet itself. */
  readonly ratio: ReturnType<typeof ratioInterval> | null;
}

async function measure(
  subjects: readonly DepthSubject[],
  { depth, rounds, decodeTokens }: Rounds,
): Promise<readonly DepthResult[]> {
  const runs = new Map<string, DecodeRun[]>(subjects.map(({ name }) => [name, []]));
  try {
    // The first round warms up.
    for (let round = -1; round < rounds; round++) {
      const ends = new Set<number>();
      for (let turn = 0; turn < subjects.length; turn++) {
        // The order rotates, since the previous one may still load the machine.
        const subject = subjects[(turn + round + 1) % subjects.length];
        if (subject === undefined) continue;
        await sleep(pauseMs);
        const run = await subject.run(placeAt(depth, round + 1), decodeTokens);
        assertRestored(subject.name, run, depth);
        ends.add(run.endPosition);
        if (round >= 0) runs.get(subject.name)?.push(run);
        process.stderr.write(`\rdepth ${depth}, round ${round + 1} of ${rounds}: ${subject.name}    `);
      }
      if (ends.size > 1) throw new Error(`They ended at different positions: ${[...ends].join(", ")}`);
    }
  } finally {
    process.stderr.write("\n");
    for (const subject of subjects) await subject.dispose();
  }
  const [facet = []] = runs.values();
  return [...runs].map(([name, of]) => {
    const speeds = of.map(({ tokensPerSecond }) => tokensPerSecond);
    const pairs = facet.map(({ tokensPerSecond }, i) => [tokensPerSecond, speeds[i] ?? Number.NaN] as const);
    return {
      depth,
      name,
      endPosition: of.at(-1)?.endPosition ?? 0,
      tokensPerSecond: speeds,
      ratio: of === facet ? null : ratioInterval(pairs),
    };
  });
}

/** @throws when the state was not used */
function assertRestored(name: string, { restoredTokens }: DecodeRun, depth: number): void {
  // With an empty context, one may keep the token that all prompts begin with.
  if (restoredTokens < depth || restoredTokens > depth + 1) {
    throw new Error(`${name} restored ${restoredTokens} of ${depth} tokens`);
  }
}

const shown = ({ depth, name, endPosition, tokensPerSecond, ratio }: DepthResult) => ({
  depth,
  program: name,
  "last position": endPosition,
  "tok/s": round2(median(tokensPerSecond)),
  "Facet ÷ it": ratio === null ? "" : round3(ratio.middle),
  "from (95 %)": ratio === null ? "" : round3(ratio.low),
  to: ratio === null ? "" : round3(ratio.high),
});

const round2 = (value: number) => Math.round(value * 100) / 100;
const round3 = (value: number) => Math.round(value * 1000) / 1000;
