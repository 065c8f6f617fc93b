import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { usableCores } from "../../../electron/hardware/cpu.ts";
import { median, ratioInterval } from "../statistics.ts";
import type { Drift } from "./drift.ts";
import { driftsBetween } from "./drifts-between.ts";
import { fillContexts, statePath } from "./fill-contexts.ts";
import { LibrarySubject } from "./library-subject.ts";
import { placeAt } from "./place-text.ts";

const usage = `npm run bench -- cache-types --model FILE --folder DIR [--depth N,N…] [--evaluated N] [--rounds N] [--decode N] [--positions N]
FILE is written by \`node scripts/make-model.ts e2b FILE\`. DIR keeps the filled contexts of each type.`;

const types = ["F16", "Q8_0", "Q4_0"] as const;
const pauseMs = 500;
type CacheType = (typeof types)[number];

/**
 * The types of the KV cache after long contexts, with Facet's kernels and threads: decode speed in turn, and how
 * far the next token's distributions are from those of F16, on the same tokens. Each type fills its own contexts.
 */
export async function benchCacheTypes(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      model: { type: "string" },
      folder: { type: "string" },
      depth: { type: "string", default: "0,2048,8192" },
      evaluated: { type: "string", default: "8192" },
      rounds: { type: "string", default: "8" },
      decode: { type: "string", default: "24" },
      positions: { type: "string", default: "64" },
    },
  });
  const [rounds, decodeTokens, positions, mostEvaluated] = [
    values.rounds,
    values.decode,
    values.positions,
    values.evaluated,
  ].map(Number);
  if (!rounds || rounds < 2 || !decodeTokens || positions === undefined || !mostEvaluated)
    throw new Error(usage);
  if (values.model === undefined || values.folder === undefined) throw new Error(usage);
  const [modelPath, folder] = [resolve(values.model), resolve(values.folder)];
  const depths = values.depth.split(",").map(Number);
  for (const kvType of types) {
    await fillContexts({ modelPath, folder: join(folder, kvType), depths, kvType, mostEvaluated });
  }
  const contextTokens = Math.max(...depths) + 1024;
  const subjects = new Map<CacheType, LibrarySubject>();
  const rows: CacheRow[] = [];
  try {
    for (const kvType of types) {
      const settings = {
        modelPath,
        threads: usableCores(),
        contextTokens,
        kvType,
        kernels: "facet",
      } as const;
      const stateOf = (depth: number) => (depth === 0 ? null : statePath(join(folder, kvType), depth));
      subjects.set(kvType, await LibrarySubject.start(kvType, settings, stateOf));
    }
    for (const depth of depths) {
      const speeds = await decodeInTurn(subjects, { depth, rounds, decodeTokens });
      // Repeated cells are those of no text, whose distributions would say nothing.
      const drifts =
        depth > mostEvaluated || positions === 0
          ? []
          : await driftsBetween([...subjects.values()], { depth, positions });
      for (const [i, kvType] of types.entries()) {
        const bytes = depth === 0 ? 0 : (await stat(statePath(join(folder, kvType), depth))).size;
        const [own = [], f16 = []] = [speeds.get(kvType), speeds.get("F16")];
        rows.push({ depth, kvType, bytes, speeds: own, f16, drift: drifts[i] ?? null });
      }
    }
  } finally {
    for (const subject of subjects.values()) await subject.dispose();
  }
  console.log(`Decoding ${decodeTokens} tokens, ${rounds} interleaved rounds; ${positions} distributions`);
  console.table(rows.map(shown));
  return true;
}

interface CacheRow {
  readonly depth: number;
  readonly kvType: CacheType;
  /** Of the saved state. */
  readonly bytes: number;
  readonly speeds: readonly number[];
  readonly f16: readonly number[];
  readonly drift: Drift | null;
}

type Subjects = ReadonlyMap<CacheType, LibrarySubject>;

async function decodeInTurn(
  subjects: Subjects,
  { depth, rounds, decodeTokens }: { depth: number; rounds: number; decodeTokens: number },
): Promise<ReadonlyMap<CacheType, readonly number[]>> {
  const speeds = new Map<CacheType, number[]>(types.map((type) => [type, []]));
  // The first round warms up.
  for (let round = -1; round < rounds; round++) {
    for (let turn = 0; turn < types.length; turn++) {
      const type = types[(turn + round + 1) % types.length] ?? "F16";
      // The threads of the previous one spin for a while.
      await sleep(pauseMs);
      const run = await subjects.get(type)?.run(placeAt(depth, round + 1), decodeTokens);
      if (round >= 0 && run !== undefined) speeds.get(type)?.push(run.tokensPerSecond);
    }
    process.stderr.write(`\rdepth ${depth}, round ${round + 1} of ${rounds}    `);
  }
  process.stderr.write("\n");
  return speeds;
}

const shown = ({ depth, kvType, bytes, speeds, f16, drift: of }: CacheRow) => {
  const ratio = ratioInterval(speeds.map((speed, i) => [speed, f16[i] ?? Number.NaN]));
  return {
    depth,
    type: kvType,
    "state (MB)": Math.round(bytes / 1e5) / 10,
    "tok/s": round(median(speeds), 2),
    "÷ F16": round(ratio.middle, 3),
    "from (95 %)": round(ratio.low, 3),
    to: round(ratio.high, 3),
    "mean KL": of === null ? "" : of.meanDivergence.toExponential(1),
    "largest KL": of === null ? "" : of.largestDivergence.toExponential(1),
    "same top token": of === null ? "" : `${round(of.agreement * 100, 1)} %`,
  };
};

const round = (value: number, digits: number) => Math.round(value * 10 ** digits) / 10 ** digits;
