import { mkdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { EngineClient } from "../../../electron/inference/local/engine-client.ts";
import { forkEngine } from "../../../electron/inference/local/fork-engine.ts";
import { usableCores } from "../../../electron/hardware/cpu.ts";
import type { Turn } from "../../../shared/inference/prompt-turn.ts";
import { permissiveParser } from "../../fidelity/completion.ts";
import { mediaMark } from "../../fidelity/media-mark.ts";
import { withLlamaServer, type Ask } from "../../fidelity/llama-server.ts";
import { writeGguf, type GgufFile } from "../../gguf/gguf-writer.ts";
import { largeProjector } from "../../models/projector-size.ts";
import { randomProjector } from "../../models/random-projector.ts";
import { sizedModel } from "../../models/sized-model.ts";
import { median } from "../statistics.ts";
import { subjects, type Sample } from "./bench-subjects.ts";
import { loopDelays, type LoopDelay } from "./loop-delay.ts";
import { stopDelays, type StopDelay } from "./stop-delay.ts";
import { generateRequest } from "../../../tests/fixtures/generate-request.ts";

const folder = join(import.meta.dirname, "../../../.cache/bench-media");
const bar = 1.05;
const loopBarMs = 20;
const stopBarMs = 200;
const contextTokens = 4096;
const question = "What is this?";

/**
 * `npm run bench -- media [--llama-server PATH] [--rounds N] [--model F --projector F]` measures the time
 * from pixels or samples to the first token, against llama-server in the same rounds, on a model of E2B's
 * dimensions with encoders of about E2B's size, all with random weights; then a follow-up question about the
 * medium, against one in an equally long chat of text; then how long the engine's event loop is blocked, and
 * how long work continues after a stop.
 */
export async function benchMedia(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      model: { type: "string" },
      projector: { type: "string" },
      "llama-server": { type: "string" },
      rounds: { type: "string", default: "5" },
    },
  });
  const modelPath = values.model ?? (await largeModel());
  const projectorPath = values.projector ?? (await largeProjectorFile());
  await mkdir(join(folder, "media"), { recursive: true });
  const client = new EngineClient(
    forkEngine(join(import.meta.dirname, "../../../electron/inference/local/host/main.ts")),
  );
  try {
    await client.load(
      { modelId: "bench", modelPath, projectorPath, contextLength: contextTokens },
      () => null,
    );
    const rounds = Number(values.rounds);
    const path = values["llama-server"];
    const threads = usableCores();
    const serverArgs = [
      "-m",
      modelPath,
      "--mmproj",
      projectorPath,
      "-c",
      String(contextTokens),
      "-np",
      "1",
      "-ub",
      "1152",
      "--image-min-tokens",
      "1",
    ];
    const results =
      path === undefined
        ? await measure(client, null, rounds)
        : await withLlamaServer(
            path,
            serverArgs,
            async (ask) => measure(client, { ask, mark: await mediaMark(ask) }, rounds),
            threads,
          );
    const isFast = results.map(report).every(Boolean);
    await client.unload();
    const files = { modelPath, projectorPath, folder: join(folder, "media") };
    const isFree = (await loopDelays(files)).map(reportLoop).every(Boolean);
    const stopsSoon = (await stopDelays(files)).map(reportStop).every(Boolean);
    return isFast && isFree && stopsSoon;
  } finally {
    await client.dispose();
    await rm(join(folder, "media"), { recursive: true });
  }
}

/** A running llama-server, and its marker for the position of a medium. */
interface Server {
  readonly ask: Ask;
  readonly mark: string;
}

interface Result {
  readonly name: string;
  readonly oursMs: number;
  /** The value to compare with; null: none was measured. */
  readonly otherMs: number | null;
}

async function measure(
  client: EngineClient,
  server: Server | null,
  rounds: number,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const subject of subjects) {
    const [ours, others, followUps, textOnly]: number[][] = [[], [], [], []];
    for (let round = 0; round < rounds; round++) {
      const sample = await subject.sample(join(folder, "media"), round);
      const first: Turn = { role: "user", text: question, media: [sample.medium] };
      const { ms, promptTokens } = await firstToken(client, [first]);
      ours?.push(ms);
      if (server !== null) {
        others?.push(await serverTimeToFirstToken(server, sample));
      }
      const rest: readonly Turn[] = [
        { role: "assistant", text: "It is noise." },
        { role: "user", text: `And now, for the ${round + 1}th time?` },
      ];
      followUps?.push((await firstToken(client, [first, ...rest])).ms);
      const plain: Turn = { role: "user", text: await textOf(client, promptTokens, round) };
      await firstToken(client, [plain]);
      textOnly?.push((await firstToken(client, [plain, ...rest])).ms);
      await rm(sample.medium.path);
    }
    const other = others?.length ? median(others) : null;
    results.push({
      name: `${subject.name}, time to first token`,
      oursMs: median(ours ?? []),
      otherMs: other,
    });
    results.push({
      name: `${subject.name}, follow-up question`,
      oursMs: median(followUps ?? []),
      otherMs: median(textOnly ?? []),
    });
  }
  return results;
}

let runs = 0;

/** A text whose prompt has about as many tokens as the medium, so that both contexts are equally long. */
async function textOf(client: EngineClient, promptTokens: number, round: number): Promise<string> {
  const sentence = `${question} Number ${round}. `;
  const [one, nine] = await Promise.all(
    [1, 9].map((times) => firstToken(client, [{ role: "user", text: sentence.repeat(times) }])),
  );
  const perSentence = ((nine?.promptTokens ?? 0) - (one?.promptTokens ?? 0)) / 8;
  const missing = Math.max(0, promptTokens - (one?.promptTokens ?? 0));
  return sentence.repeat(1 + Math.round(missing / perSentence));
}

async function firstToken(
  client: EngineClient,
  turns: readonly Turn[],
): Promise<{ readonly ms: number; readonly promptTokens: number }> {
  const startedAtMs = performance.now();
  const { stats } = await client.generate(
    generateRequest({ runId: `run ${++runs}`, turns, maxTokens: 1 }),
    () => undefined,
  );
  return { ms: performance.now() - startedAtMs, promptTokens: stats.promptTokens };
}

async function serverTimeToFirstToken({ ask, mark }: Server, { file }: Sample): Promise<number> {
  const prompt = {
    prompt_string: `<bos><|turn>user\n${mark}${question}<turn|>\n<|turn>model\n`,
    multimodal_data: [file],
  };
  const startedAtMs = performance.now();
  await ask("completion", { prompt, n_predict: 1, temperature: 0, chat_parser: permissiveParser });
  return performance.now() - startedAtMs;
}

function report({ name, oursMs, otherMs }: Result): boolean {
  const ratio = otherMs === null ? null : oursMs / otherMs;
  const isWithin = ratio === null || ratio <= bar;
  const against =
    otherMs === null || ratio === null
      ? "(no comparison)"
      : `against ${otherMs.toFixed(0)} ms: ${ratio.toFixed(3)} (bar ${bar})`;
  console.log(`${isWithin ? "ok  " : "MISS"} ${name}: ${oursMs.toFixed(0)} ms ${against}`);
  return isWithin;
}

function reportLoop({ name, longestMs, idleMs }: LoopDelay): boolean {
  const isWithin = longestMs <= loopBarMs;
  const times = `was delayed by at most ${longestMs.toFixed(1)} ms, that of an idle process by ${idleMs.toFixed(1)} ms`;
  console.log(`${isWithin ? "ok  " : "MISS"} ${name}, the engine's event loop ${times} (bar ${loopBarMs})`);
  return isWithin;
}

function reportStop({ name, longestMs, stops }: StopDelay): boolean {
  const isWithin = longestMs <= stopBarMs;
  const longest = `at most ${longestMs.toFixed(0)} ms`;
  console.log(
    `${isWithin ? "ok  " : "MISS"} ${name}, stopped ${stops} times: ended after ${longest} (bar ${stopBarMs})`,
  );
  return isWithin;
}

/** Written once and cached; with the projector it takes 3.6 GB of disk space. */
async function largeModel(): Promise<string> {
  return written(join(folder, "e2b.gguf"), () => sizedModel("e2b"));
}

async function largeProjectorFile(): Promise<string> {
  const kinds = { sees: "gemma4v", hears: "gemma4a" } as const;
  return written(join(folder, "mmproj-e2b.gguf"), () =>
    randomProjector({ name: "Bench projector", ...kinds, modelWidth: 1536, size: largeProjector }),
  );
}

async function written(path: string, make: () => GgufFile): Promise<string> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  if (!isThere) {
    await mkdir(folder, { recursive: true });
    await writeGguf(path, make());
  }
  return path;
}
