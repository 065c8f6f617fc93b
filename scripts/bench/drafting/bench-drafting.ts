import { access, mkdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { usableCores } from "../../../electron/hardware/cpu.ts";
import { PlainDecoder, type StartDecoder } from "../../../electron/inference/local/host/decoder.ts";
import type { EngineModel } from "../../../electron/inference/local/host/engine-model.ts";
import { Generation } from "../../../electron/inference/local/host/generation.ts";
import { openLlamaLibrary } from "../../../electron/inference/local/host/llama-library.ts";
import { loadModel } from "../../../electron/inference/local/host/load-model.ts";
import type { ReplyStats } from "../../../shared/chat/message.ts";
import { startLlamaServer, type LlamaServer } from "../../fidelity/llama-server.ts";
import { writeGguf } from "../../gguf/gguf-writer.ts";
import { chainModel } from "../../models/chain-model.ts";
import { drafterModel, wrongDimensions } from "../../models/drafter-model.ts";
import type { SizeName } from "../../models/real-sizes.ts";
import { randomPrompt } from "../random-prompt.ts";
import { median } from "../statistics.ts";
import { bestPossible, CostMeasurement, type MeasuredCosts } from "./measure-costs.ts";
import { RoundParts } from "./round-parts.ts";

const usage = `npm run bench -- drafting [--size e2b] [--layers N] [--agreement 0.6,0.8,0.95] [--llama-server PATH] [--rounds N] [--decode N]`;

/** As many different tokens as a drafter of this width can tell apart. */
const chainLength = 200;
const drafterShape = { width: 256, layers: 4, feedForward: 2048, type: "Q8_0" } as const;
const seed = 11;
/** Of what the measured costs allow. */
const leastShare = 0.95;
const folder = ".cache/bench/drafting";

interface Row {
  readonly what: string;
  readonly tokensPerSecond: number;
  readonly accepted: string;
}

/**
 * Measures plain decoding, drafting and llama-server in turn, with a drafter that agrees with its model by
 * construction, and compares with what the costs allow that are measured in the same run.
 */
export async function benchDrafting(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      size: { type: "string", default: "e2b" },
      layers: { type: "string" },
      agreement: { type: "string", default: "0.6,0.8,0.95" },
      "llama-server": { type: "string" },
      rounds: { type: "string", default: "3" },
      decode: { type: "string", default: "256" },
    },
  });
  const [rounds, decodeTokens] = [values.rounds, values.decode].map(Number);
  if (!rounds || !decodeTokens) throw new Error(usage);
  const size = values.size as SizeName;
  const layers = values.layers === undefined ? undefined : Number(values.layers);
  const results = [];
  for (const agreement of values.agreement.split(",").map(Number)) {
    const files = await writeModels(size, layers, agreement);
    results.push(
      await measure({ ...files, rounds, decodeTokens, serverPath: values["llama-server"] ?? null }),
    );
  }
  await writeFile(join(folder, "result.json"), `${JSON.stringify(results, null, 2)}\n`);
  return results.every(({ share }) => share >= leastShare);
}

interface Files {
  readonly modelPath: string;
  readonly drafterPath: string;
  readonly chain: readonly number[];
  /** For each token of the chain, whether the drafter is right about it. */
  readonly isRight: readonly boolean[];
}

async function writeModels(size: SizeName, layers: number | undefined, agreement: number): Promise<Files> {
  await mkdir(folder, { recursive: true });
  const { file, output, chain } = chainModel(size, chainLength, layers);
  const name = `${size}-${layers ?? "all"}`;
  const modelPath = join(folder, `${name}.gguf`);
  const drafterPath = join(folder, `${name}-drafter-${agreement}.gguf`);
  const wrongShare = 1 - agreement;
  if (!(await exists(modelPath))) await writeGguf(modelPath, file);
  if (!(await exists(drafterPath))) {
    const drafts = { type: "agreeing", output, wrongShare, seed } as const;
    await writeGguf(drafterPath, drafterModel({ target: file, drafts, ...drafterShape }));
  }
  const [width = 0] = output.shape;
  const isRight = wrongDimensions(width, wrongShare, seed)
    .slice(0, chainLength)
    .map((isWrong) => !isWrong);
  return { modelPath, drafterPath, chain, isRight };
}

interface Measuring extends Files {
  readonly rounds: number;
  readonly decodeTokens: number;
  readonly serverPath: string | null;
}

async function measure(options: Measuring) {
  const { modelPath, drafterPath, chain, rounds, decodeTokens, serverPath } = options;
  const cores = usableCores();
  const drafted = Math.min(decodeTokens, chainLength);
  const isRight = options.isRight.slice(0, drafted);
  const library = await openLlamaLibrary();
  const { signal } = new AbortController();
  const request = { modelId: "measured", modelPath, drafterPath, contextLength: 2048 };
  const model = await loadModel(library, request, {
    onProgress: () => undefined,
    signal,
    scratchFolder: null,
  });
  const { drafter } = model.loaded.drafting;
  if (drafter.type === "unavailable") throw new Error(drafter.problem.message);
  const server = serverPath === null ? null : await serverWithDrafter(serverPath, options, cores);
  try {
    const costs = new CostMeasurement();
    const threads: number[] = [];
    const speeds = new Map<string, ReplyStats[]>();
    const note = (what: string, stats: ReplyStats) => speeds.set(what, [...(speeds.get(what) ?? []), stats]);
    const copying: StartDecoder = (how) =>
      model.drafting.decoder({ ...how, cells: [...chain, ...how.cells] });
    const plain = new RoundParts((how) => new PlainDecoder(how));
    const drafting = new RoundParts((how) => model.drafting.decoder(how));
    for (let round = 0; round < rounds; round++) {
      await costs.measure(model, 3);
      threads.push(model.context.threads.bestThreads);
      const text = randomPrompt(32, round);
      note("plain", await reply(model, text, decodeTokens, plain.decoder));
      note("drafter", await reply(model, text, drafted, drafting.decoder));
      if (server !== null) note("llama-server, drafter", await ask(server, text, decodeTokens));
      note("copying", await reply(model, text, decodeTokens, copying));
      process.stderr.write(`\rround ${round + 1} of ${rounds}   `);
    }
    process.stderr.write("\n");
    const drafterBytes = (await stat(drafterPath)).size;
    return report(
      { costs: costs.medians, threads, choosingMs: plain.medianChoosingMs, drafting, drafterBytes },
      speeds,
      isRight,
    );
  } finally {
    await server?.close();
    await model.dispose();
    await library.llama.dispose();
  }
}

async function reply(model: EngineModel, text: string, maxTokens: number, startDecoder?: StartDecoder) {
  model.context.clear();
  const generation = new Generation(
    {
      runId: "bench",
      systemPrompt: "",
      turns: [{ role: "user", text }],
      thinking: false,
      sampling: { temperature: 0, topP: 1, topK: 0, seed: 1 },
      maxTokens,
    },
    {
      post: () => undefined,
      signal: new AbortController().signal,
      ...(startDecoder && { startDecoder }),
    },
  );
  const result = await generation.run(model);
  if (result === null) throw new Error("The generation was paused");
  return result.stats;
}

function serverWithDrafter(path: string, files: Files, threads: number): Promise<LlamaServer> {
  const { modelPath, drafterPath } = files;
  return startLlamaServer(path, [
    ...["-m", modelPath, "-md", drafterPath, "--spec-type", "draft-mtp", "--spec-draft-n-max", "3"],
    ...["-t", String(threads), "-c", "2048", "-np", "1"],
  ]);
}

async function ask({ url }: LlamaServer, prompt: string, decodeTokens: number): Promise<ReplyStats> {
  const body = { prompt, n_predict: decodeTokens, temperature: 0, cache_prompt: false, ignore_eos: true };
  const response = await fetch(`${url}/completion`, { method: "POST", body: JSON.stringify(body) });
  const { timings } = (await response.json()) as {
    timings: {
      prompt_n: number;
      predicted_n: number;
      prompt_ms: number;
      predicted_per_second: number;
      draft_n?: number;
      draft_n_accepted?: number;
    };
  };
  return {
    promptTokens: timings.prompt_n,
    reusedTokens: 0,
    generatedTokens: timings.predicted_n,
    timeToFirstTokenMs: timings.prompt_ms,
    tokensPerSecond: timings.predicted_per_second,
    contextUsedTokens: 0,
    contextSizeTokens: null,
    drafting: { drafted: timings.draft_n ?? 0, accepted: timings.draft_n_accepted ?? 0 },
  };
}

interface Measured {
  readonly costs: MeasuredCosts;
  /** In each round, when its costs were measured. */
  readonly threads: readonly number[];
  readonly choosingMs: number;
  readonly drafting: RoundParts;
  readonly drafterBytes: number;
}

function report(
  { costs, threads, choosingMs, drafting, drafterBytes }: Measured,
  speeds: ReadonlyMap<string, readonly ReplyStats[]>,
  isRight: readonly boolean[],
) {
  const rows: Row[] = [...speeds].map(([what, of]) => ({
    what,
    tokensPerSecond: round2(median(of.map(({ tokensPerSecond }) => tokensPerSecond))),
    accepted: of
      .map(({ drafting: { drafted, accepted } = { drafted: 0, accepted: 0 } }) => `${accepted}/${drafted}`)
      .join(" "),
  }));
  const speedOf = (name: string) => rows.find(({ what }) => what === name)?.tokensPerSecond ?? NaN;
  const single = costs.evaluationMs.get(1) ?? NaN;
  const best = bestPossible(costs, { isRight, choosingMs, isDrafterUsed: true });
  const copied = bestPossible(costs, { isRight: isRight.map(() => true), choosingMs, isDrafterUsed: false });
  const plainMs = single + choosingMs;
  const gain = speedOf("drafter") / speedOf("plain");
  const copyingGain = speedOf("copying") / speedOf("plain");
  const share = (gain * best.msPerToken) / plainMs;
  console.table(
    [...costs.evaluationMs].map(([tokens, ms]) => ({
      tokens,
      ms: round2(ms),
      "times one": round2(ms / single),
    })),
  );
  console.table(rows);
  console.table(drafting.byDrafts);
  const facts = {
    "agreement by construction": round2(isRight.filter(Boolean).length / isRight.length),
    "threads in each round": threads.join(" "),
    "ms per draft": round2(costs.draftMs),
    "drafter's GB/s": round2(drafterBytes / 1e6 / costs.draftMs),
    "ms to choose a token": round2(choosingMs),
    "best number of drafts": best.drafts,
    "drafter / plain, at best": round2(plainMs / best.msPerToken),
    "drafter / plain": round2(gain),
    "reached share": round2(share),
    "drafter / llama-server": round2(speedOf("drafter") / speedOf("llama-server, drafter")),
    "copying / plain, at best": round2(plainMs / copied.msPerToken),
    "copying / plain": round2(copyingGain),
  };
  console.table(facts);
  return { costs: [...costs.evaluationMs], rows, parts: drafting.byDrafts, facts, share };
}

const round2 = (value: number) => Math.round(value * 100) / 100;

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
