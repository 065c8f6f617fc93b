import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EngineClient } from "../../../electron/inference/local/engine-client.ts";
import type { StartEngineProcess } from "../../../electron/inference/local/engine-process.ts";
import { forkEngine } from "../../../electron/inference/local/fork-engine.ts";
import { inspectFile } from "../../../electron/models/read-header.ts";
import { modelsFromFiles } from "../../../shared/models/models-from-files.ts";
import { toFailure, type ErrorCode } from "../../../shared/ipc/result.ts";
import { fixtureModel, type FixtureModelName } from "../../../tests/fixtures/models.ts";
import { engineHostPath } from "../../../tests/fixtures/running-app.ts";
import { seededRandom } from "../seeded-random.ts";
import type { SoakOptions } from "../soak-report.ts";
import { mutated } from "./mutations.ts";

export interface HeaderReport {
  /** By what was done to the file, then by what came of it. */
  readonly outcomes: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** What the engine's process did not survive. */
  readonly losses: readonly Loss[];
  readonly engineDeaths: number;
  readonly breaches: readonly string[];
}

type Loss = Readonly<Record<"what" | "listed" | "outcome", string>> & { readonly seed: number };

const sources: readonly FixtureModelName[] = ["short", "dense", "per-layer", "mixture"];
const demoEvery = 50;
/** What may come of loading a file that is not sound. Anything else is a bug. */
const designed: readonly ErrorCode[] = [
  "model-load-failed",
  "engine-crashed",
  "engine-hung",
  "engine-failed",
  "message-too-long",
];
const lost: readonly string[] = ["engine-crashed", "engine-hung"];
/** A header that asks for more gets it refused by the system, and not from other programs' share. */
const mostBytes = 3 * 1024 ** 3;
const limits = { lookMs: 500, silentMs: 30_000, idleMs: 60_000, fruitlessMs: 120_000 };

/** Gives files with mutated headers to the library and to an engine, and looks whether both live on. */
export async function soakHeaders({ count, seed, onProgress }: SoakOptions): Promise<HeaderReport> {
  const folder = await mkdtemp(join(tmpdir(), "facet-headers-"));
  const sound = await Promise.all(sources.map(async (name) => readFile(await fixtureModel(name))));
  const engine = new EngineClient(withLittleMemory(forkEngine(engineHostPath)), null, limits);
  const outcomes: Record<string, Record<string, number>> = {};
  const breaches: string[] = [];
  const losses: Loss[] = [];
  let engineDeaths = 0;
  engine.onCrash(() => (engineDeaths += 1));
  for (let done = 0; done < count; done++) {
    const random = seededRandom(seed + done);
    const { what, file } = mutated(random.pick(sound), random);
    const path = join(folder, `${done}.gguf`);
    await writeFile(path, file);
    const note = (breach: string) => breaches.push(`seed ${seed + done} (${what}): ${breach}`);
    const state = await look(path, file.length).catch((thrown: unknown) => `threw ${String(thrown)}`);
    if (state.startsWith("threw")) note(`The library ${state}`);
    const outcome = await use(engine, path);
    if (outcome !== "works" && !designed.includes(outcome)) note(`The engine answered ${outcome}`);
    if (lost.includes(outcome)) losses.push({ seed: seed + done, what, listed: state, outcome });
    const ofThis = (outcomes[what] ??= {});
    for (const came of [`listed: ${state}`, outcome]) ofThis[came] = (ofThis[came] ?? 0) + 1;
    await rm(path);
    const isTimeToAsk = done % demoEvery === demoEvery - 1 || done === count - 1;
    if (isTimeToAsk) {
      const demo = await use(engine, await fixtureModel("demo"));
      if (demo !== "works") note(`Then the demo model did not work: ${demo}`);
    }
    onProgress(done + 1);
  }
  await engine.dispose();
  await rm(folder, { recursive: true });
  return { outcomes, losses, engineDeaths, breaches };
}

/**
 * What the list of models says of it: only what is ready gets to the engine in the app.
 * @throws when it would fall over the file, or take so long that a person would wonder
 */
async function look(path: string, sizeBytes: number): Promise<string> {
  const startedAtMs = performance.now();
  const { content } = await inspectFile(path, "mutated.gguf");
  const [model] = modelsFromFiles([{ origin: "own", id: "mutated.gguf", sizeBytes, content }]);
  const tookMs = performance.now() - startedAtMs;
  if (tookMs > 10_000) throw new Error(`It took ${Math.round(tookMs)} ms`);
  return model?.state.type ?? "nothing";
}

/** Loads a model and lets it say a little. */
async function use(engine: EngineClient, modelPath: string): Promise<ErrorCode | "works"> {
  try {
    await engine.load({ modelId: "m", modelPath, contextLength: 512 }, () => undefined);
    await engine.generate(
      {
        runId: modelPath,
        systemPrompt: "",
        turns: [{ role: "user", text: "Hello" }],
        thinking: false,
        sampling: { temperature: 0, topP: 1, topK: 0, seed: 1 },
        maxTokens: 4,
      },
      { reading: () => undefined, delta: () => undefined, thoughtEnded: () => undefined },
    );
    return "works";
  } catch (thrown) {
    return toFailure(thrown).code;
  }
}

function withLittleMemory(start: StartEngineProcess): StartEngineProcess {
  return (scratchFolder) => {
    const child = start(scratchFolder);
    if (process.platform === "linux" && child.pid !== undefined)
      execFileSync("prlimit", [`--pid=${child.pid}`, `--data=${mostBytes}`]);
    return child;
  };
}
