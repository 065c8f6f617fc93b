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
import { generateRequest } from "../../../tests/fixtures/generate-request.ts";

export interface HeaderReport {
  /** Counts by mutation, then by outcome. */
  readonly outcomes: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Files that the engine's process did not survive. */
  readonly losses: readonly Loss[];
  readonly engineDeaths: number;
  readonly breaches: readonly string[];
}

type Loss = Readonly<Record<"what" | "listed" | "outcome", string>> & { readonly seed: number };

const sources: readonly FixtureModelName[] = ["short", "dense", "per-layer", "mixture"];
const demoEvery = 50;
/** Error codes that loading a damaged file may end with. Anything else is a bug. */
const designed: readonly ErrorCode[] = [
  "model-load-failed",
  "engine-crashed",
  "engine-hung",
  "engine-failed",
  "message-too-long",
];
const lost: readonly string[] = ["engine-crashed", "engine-hung"];
/** A header that asks for more memory is refused it by the system, without affecting other programs. */
const mostBytes = 3 * 1024 ** 3;
const limits = { checkIntervalMs: 500, silentMs: 30_000, idleMs: 60_000, stuckMs: 120_000 };

/** Passes files with mutated headers to the model library and to an engine, and checks that both survive. */
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
    const state = await listedState(path, file.length).catch((thrown: unknown) => `threw ${String(thrown)}`);
    if (state.startsWith("threw")) note(`The model library ${state}`);
    const outcome = await loadAndGenerate(engine, path);
    if (outcome !== "works" && !designed.includes(outcome)) note(`The engine reported ${outcome}`);
    if (lost.includes(outcome)) losses.push({ seed: seed + done, what, listed: state, outcome });
    const ofThis = (outcomes[what] ??= {});
    for (const came of [`listed: ${state}`, outcome]) ofThis[came] = (ofThis[came] ?? 0) + 1;
    await rm(path);
    const isTimeToAsk = done % demoEvery === demoEvery - 1 || done === count - 1;
    if (isTimeToAsk) {
      const demo = await loadAndGenerate(engine, await fixtureModel("demo"));
      if (demo !== "works") note(`The demo model did not work afterwards: ${demo}`);
    }
    onProgress(done + 1);
  }
  await engine.dispose();
  await rm(folder, { recursive: true });
  return { outcomes, losses, engineDeaths, breaches };
}

/**
 * The state that the model library lists the file with: in the app only ready files reach the engine.
 * @throws when the library throws, or takes longer than a user would accept
 */
async function listedState(path: string, sizeBytes: number): Promise<string> {
  const startedAtMs = performance.now();
  const { content } = await inspectFile(path, "mutated.gguf");
  const [model] = modelsFromFiles([{ origin: "own", id: "mutated.gguf", sizeBytes, content }]);
  const tookMs = performance.now() - startedAtMs;
  if (tookMs > 10_000) throw new Error(`Listing took ${Math.round(tookMs)} ms`);
  return model?.state.type ?? "nothing";
}

/** Loads a model and generates a few tokens. */
async function loadAndGenerate(engine: EngineClient, modelPath: string): Promise<ErrorCode | "works"> {
  try {
    await engine.load({ modelId: "m", modelPath, contextLength: 512 }, () => undefined);
    await engine.generate(generateRequest({ runId: modelPath, maxTokens: 4 }), () => undefined);
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
