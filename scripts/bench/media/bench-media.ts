import { readFileSync } from "node:fs";
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
import { subjects, type Subject } from "./bench-subjects.ts";
import { loopDelays, type LoopDelay } from "./loop-delay.ts";
import { stopDelays, type StopDelay } from "./stop-delay.ts";
import { generateRequest } from "../../../tests/fixtures/generate-request.ts";

const folder = join(import.meta.dirname, "../../../.cache/bench-media");
const bar = 1.05;
/** Encoding, of llama-server's time, where 16-bit integers are multiplied and elsewhere (ADR 46). */
const encodingBars = { withVnni: 0.6, without: 0.85 };
const loopBarMs = 20;
const stopBarMs = 200;
const contextTokens = 4096;
const question = "What is this?";

/**
 * `npm run bench -- media [--llama-server PATH] [--rounds N] [--model F --projector F] [--only SUBJECT]`
 * measures the time from pixels or samples to the first token, against llama-server in the same rounds, on a
 * model of E2B's dimensions with encoders of about E2B's size, all with random weights; how much of it is
 * encoding, which is what an equally long prompt of text does not take; then a follow-up question about the
 * medium, against one in an equally long chat of text; then how long the engine's event loop is blocked, and
 * how long work continues after a stop. With `--only`, the first two of subjects whose name contains SUBJECT.
 */
export async function benchMedia(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      model: { type: "string" },
      projector: { type: "string" },
      "llama-server": { type: "string" },
      rounds: { type: "string", default: "5" },
      only: { type: "string" },
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
    const chosen = subjects.filter(({ name }) => name.includes(values.only ?? ""));
    const plan = { subjects: chosen, rounds: Number(values.rounds) };
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
        ? await measure(client, null, plan)
        : await withLlamaServer(
            path,
            serverArgs,
            async (ask) => measure(client, { ask, mark: await mediaMark(ask) }, plan),
            threads,
          );
    const isFast = results.map(report).every(Boolean);
    if (values.only !== undefined) return isFast;
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
  readonly bar: number;
}

interface Plan {
  readonly subjects: readonly Subject[];
  readonly rounds: number;
}

/** The times of one round, in ms. */
interface Round {
  readonly medium: number;
  readonly text: number;
  readonly followUp: number;
  readonly followUpToText: number;
  readonly server: { readonly medium: number; readonly text: number } | null;
}

async function measure(
  client: EngineClient,
  server: Server | null,
  { subjects, rounds }: Plan,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const subject of subjects) {
    const measured: Round[] = [];
    for (let round = 0; round < rounds; round++) {
      measured.push(await measureRound(client, server, subject, round));
      process.stderr.write(`\r${subject.name}: round ${round + 1} of ${rounds}    `);
    }
    process.stderr.write("\n");
    results.push(...resultsOf(subject.name, measured));
  }
  return results;
}

async function measureRound(
  client: EngineClient,
  server: Server | null,
  subject: Subject,
  round: number,
): Promise<Round> {
  const sample = await subject.sample(join(folder, "media"), round);
  const first: Turn = { role: "user", text: question, media: [sample.medium] };
  const rest: readonly Turn[] = [
    { role: "assistant", text: "It is noise." },
    { role: "user", text: `And now, for the ${round + 1}th time?` },
  ];
  const { ms: medium, promptTokens } = await firstToken(client, [first]);
  // At once, because `textOf` evaluates other prompts.
  const { ms: followUp } = await firstToken(client, [first, ...rest]);
  const text = await textOf(client, promptTokens, round);
  const serverTimes = server && {
    medium: await serverTimeToFirstToken(server, `${server.mark}${question}`, [sample.file]),
    text: await serverTimeToFirstToken(server, text, []),
  };
  const plain: Turn = { role: "user", text };
  const { ms: plainMs } = await firstToken(client, [plain]);
  const { ms: followUpToText } = await firstToken(client, [plain, ...rest]);
  await rm(sample.medium.path);
  return { medium, text: plainMs, followUp, followUpToText, server: serverTimes };
}

function resultsOf(name: string, rounds: readonly Round[]): readonly Result[] {
  const middle = (of: (round: Round) => number) => median(rounds.map(of));
  const others = rounds.flatMap(({ server }) => server ?? []);
  const other = (of: (times: { medium: number; text: number }) => number) =>
    others.length > 0 ? median(others.map(of)) : null;
  const encodingBar = name.startsWith("image") ? encodingBarHere() : bar;
  const encodes = ({ medium, text }: { medium: number; text: number }) => medium - text;
  return [
    {
      name: `${name}, time to first token`,
      oursMs: middle(({ medium }) => medium),
      otherMs: other(({ medium }) => medium),
      bar,
    },
    { name: `${name}, encoding`, oursMs: middle(encodes), otherMs: other(encodes), bar: encodingBar },
    {
      name: `${name}, reading as much text`,
      oursMs: middle(({ text }) => text),
      otherMs: other(({ text }) => text),
      bar,
    },
    {
      name: `${name}, follow-up question`,
      oursMs: middle(({ followUp }) => followUp),
      otherMs: middle(({ followUpToText }) => followUpToText),
      bar,
    },
  ];
}

function encodingBarHere(): number {
  try {
    const processor = readFileSync("/proc/cpuinfo", "utf8");
    return /avx512_vnni|avx_vnni/.test(processor) ? encodingBars.withVnni : encodingBars.without;
  } catch {
    return bar;
  }
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

async function serverTimeToFirstToken(
  { ask }: Server,
  text: string,
  files: readonly string[],
): Promise<number> {
  const prompt = `<bos><|turn>user\n${text}<turn|>\n<|turn>model\n`;
  const body = files.length === 0 ? prompt : { prompt_string: prompt, multimodal_data: files };
  const startedAtMs = performance.now();
  await ask("completion", { prompt: body, n_predict: 1, temperature: 0, chat_parser: permissiveParser });
  return performance.now() - startedAtMs;
}

function report({ name, oursMs, otherMs, bar }: Result): boolean {
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
