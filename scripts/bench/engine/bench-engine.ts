import { mkdir, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { usableCores } from "../../../electron/hardware/cpu.ts";
import { cpuBatchTokens } from "../../../shared/models/compute-buffer.ts";
import { randomPrompt } from "../random-prompt.ts";
import { median } from "../statistics.ts";
import { BareContender } from "./bare-contender.ts";
import { reportEvaluations } from "./bench-evaluations.ts";
import type { Contender, Speed } from "./contender.ts";
import { FacetContender } from "./facet-contender.ts";
import { llamaBench, llamaServer, type LlamaOptions } from "./llama-contenders.ts";
import { afterReasoning, shortSecondTurn, type ShortTurn } from "./second-turns.ts";

const usage = `npm run bench -- engine --model FILE [--llama-bench PATH] [--llama-server PATH] [--prompt N] [--decode N] [--rounds N]
FILE is written by \`node scripts/make-model.ts e2b FILE\`.`;

const contextTokens = 4096;
/** node-llama-cpp's default settings, for information; the bar compares equal settings. */
const largeBatches = "node-llama-cpp, batches of 512";
const withoutBar: readonly string[] = ["Facet", "llama-bench", largeBatches];

interface Bar {
  readonly what: string;
  readonly value: number;
  readonly bar: string;
  readonly isMet: boolean;
}

/**
 * Measures reply speed through the whole app against node-llama-cpp and llama.cpp alone: prefill and decode
 * in tokens per second, as medians of rounds that run every contender; the cost of a second turn; and that of
 * evaluations of few tokens beside the limit that memory sets.
 */
export async function benchEngine(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      model: { type: "string" },
      "llama-bench": { type: "string" },
      "llama-server": { type: "string" },
      prompt: { type: "string", default: "512" },
      decode: { type: "string", default: "64" },
      rounds: { type: "string", default: "5" },
    },
  });
  if (values.model === undefined) throw new Error(usage);
  const [promptTokens, decodeTokens, rounds] = [values.prompt, values.decode, values.rounds].map(Number);
  if (!promptTokens || !decodeTokens || !rounds) throw new Error(usage);
  const threads = usableCores();
  const options: LlamaOptions = { modelPath: values.model, threads, contextTokens, promptTokens };

  const facet = await FacetContender.start(values.model);
  const first = await firstTokens(facet);
  const stops = await stopBar(facet);
  const settings = { threads, contextTokens };
  const bare = await BareContender.start(values.model, { ...settings, batchTokens: cpuBatchTokens });
  const contenders: readonly Contender[] = [
    facet,
    bare,
    await BareContender.start(values.model, { ...settings, batchTokens: 512 }, largeBatches),
    ...(values["llama-server"] ? [await llamaServer(values["llama-server"], options)] : []),
    ...(values["llama-bench"] ? [llamaBench(values["llama-bench"], options)] : []),
  ];
  const speeds = new Map<string, Speed[]>(contenders.map(({ name }) => [name, []]));
  const turns: ShortTurn[] = [];
  try {
    for (let round = 0; round < rounds; round++) {
      const text = randomPrompt(promptTokens, round);
      // Rotate the order, since the previous contender may still load the machine.
      for (const contender of rotated(contenders, round)) {
        speeds.get(contender.name)?.push(await contender.run({ text, decodeTokens }));
        process.stderr.write(`\rround ${round + 1} of ${rounds}: ${contender.name}    `);
      }
      turns.push(await shortSecondTurn(facet, bare, randomPrompt(promptTokens, round + 1000)));
    }
  } finally {
    process.stderr.write("\n");
    for (const contender of contenders) await contender.dispose();
  }
  const rows = [...speeds].map(([name, of]) => ({ name, ...medians(of) }));
  const bars = [...barsOf(rows), turnBar(turns), await reasoningBar(), first, stops];
  console.table(Object.fromEntries(rows.map(({ name, ...speed }) => [name, rounded(speed)])));
  console.table(bars.map(({ what, value, bar, isMet }) => ({ what, value: round2(value), bar, isMet })));
  await mkdir(".cache/bench", { recursive: true });
  const record = {
    at: new Date().toISOString(),
    threads,
    promptTokens,
    decodeTokens,
    rounds,
    rows,
    bars,
    turns,
  };
  await writeFile(".cache/bench/engine.json", `${JSON.stringify(record, null, 2)}\n`);
  const isCheap = await reportEvaluations(values.model, rounds);
  return isCheap && bars.every(({ isMet }) => isMet);
}

type Row = Speed & { readonly name: string };

function barsOf(rows: readonly Row[]): readonly Bar[] {
  const facet = rows.find(({ name }) => name === "Facet");
  const measures = [
    ["prompt", "promptTokensPerSecond"],
    ["decode", "decodeTokensPerSecond"],
  ] as const;
  return rows.flatMap((row) =>
    withoutBar.includes(row.name)
      ? []
      : measures.map(([what, key]) => {
          const least = row.name === "llama-server" ? 1 : 0.97;
          const value = (facet?.[key] ?? 0) / row[key];
          return { what: `${what}, Facet / ${row.name}`, value, bar: `≥ ${least}`, isMet: value >= least };
        }),
  );
}

function turnBar(turns: readonly ShortTurn[]): Bar {
  const value = median(turns.map(({ firstTokenMs, costMs }) => firstTokenMs / costMs));
  const tokens = median(turns.map(({ evaluatedTokens }) => evaluatedTokens));
  return {
    what: `time to first token of a short second turn / cost of its ${tokens} tokens`,
    value,
    bar: "≤ 1.1",
    isMet: value <= 1.1,
  };
}

/** The tags at the end of a prompt are evaluated again. */
const tagTokens = 8;

async function reasoningBar(): Promise<Bar> {
  const { reasoningTokens, newTokens, evaluatedTokens } = await afterReasoning();
  return {
    what: `tokens evaluated in a second turn after ${reasoningTokens} reasoning tokens; new ones with the last answer: ${newTokens}`,
    value: evaluatedTokens,
    bar: `≤ ${newTokens + tagTokens}`,
    isMet: evaluatedTokens <= newTokens + tagTokens,
  };
}

/**
 * Checks that the weights are warm at the first message: its time to first token is no longer than the next
 * one's.
 */
async function firstTokens(facet: FacetContender): Promise<Bar> {
  // The first message loads the model; the loading time is not part of its numbers.
  const waits: number[] = [];
  for (const text of ["one little question", "two little question", "three little question"]) {
    const { stats } = await facet.ask(text, { maxTokens: 2 });
    waits.push(stats.timeToFirstTokenMs / (stats.promptTokens - stats.reusedTokens));
  }
  const [first = 0, ...next] = waits;
  const value = first / median(next);
  return {
    what: "time to first token after loading / later ones, per prompt token",
    value,
    bar: "≤ 1.5",
    isMet: value <= 1.5,
  };
}

/** When to stop, as a fraction of the prefill time. */
const stopMoments = [0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95];

async function stopBar(facet: FacetContender): Promise<Bar> {
  const text = (round: number) => randomPrompt(512, 2000 + round);
  const { atMs, firstAtMs } = await facet.ask(text(0), { maxTokens: 1 });
  const delaysMs: number[] = [];
  for (const [i, part] of stopMoments.entries()) {
    const delayMs = await facet.stop(text(i + 1), (firstAtMs - atMs) * part);
    if (delayMs !== null) delaysMs.push(delayMs);
  }
  const value = Math.max(...delaysMs);
  return {
    what: `ms until a reply stopped during prefill ends, the longest of ${delaysMs.length}`,
    value,
    bar: "≤ 200",
    isMet: delaysMs.length > 0 && value <= 200,
  };
}

const medians = (speeds: readonly Speed[]): Speed => ({
  promptTokensPerSecond: median(speeds.map(({ promptTokensPerSecond }) => promptTokensPerSecond)),
  decodeTokensPerSecond: median(speeds.map(({ decodeTokensPerSecond }) => decodeTokensPerSecond)),
});

const rotated = <T>(items: readonly T[], by: number): readonly T[] =>
  items.map((_, i) => items[(i + by) % items.length] as T);

const round2 = (value: number) => Math.round(value * 100) / 100;
const rounded = ({ promptTokensPerSecond, decodeTokensPerSecond }: Speed) => ({
  "prompt tok/s": round2(promptTokensPerSecond),
  "decode tok/s": round2(decodeTokensPerSecond),
});
