import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { EngineClient } from "../../../electron/inference/local/engine-client.ts";
import { forkEngine } from "../../../electron/inference/local/fork-engine.ts";
import { prepareKeptFolder } from "../../../electron/inference/local/kept/prepare-kept-folder.ts";
import type { Turn } from "../../../shared/inference/prompt-turn.ts";
import { generateRequest } from "../../../tests/fixtures/generate-request.ts";
import { randomPrompt } from "../random-prompt.ts";
import { median } from "../statistics.ts";

const usage = `npm run bench -- reopening --model FILE [--tokens N] [--rounds N]
FILE is written by \`node scripts/make-model.ts e2b FILE\`.`;

const hostPath = join(import.meta.dirname, "../../../electron/inference/local/host/main.ts");

interface Round {
  readonly tokens: number;
  readonly readMs: number;
  readonly loadMs: number;
  readonly reopenedMs: number;
  readonly reused: number;
  readonly quitMs: number;
  readonly megabytes: number;
}

/**
 * The time to the first token of a long chat: of its first prompt, which is all new, and of its next turn after
 * the engine was ended and started again. The bar is a tenth.
 */
export async function benchReopening(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      model: { type: "string" },
      tokens: { type: "string", default: "8000" },
      rounds: { type: "string", default: "1" },
    },
  });
  const { model } = values;
  const [tokens, rounds] = [values.tokens, values.rounds].map(Number);
  if (model === undefined || !tokens || !rounds) throw new Error(usage);
  const measured: Round[] = [];
  for (let round = 0; round < rounds; round++) measured.push(await reopen(model, tokens, round));
  const whole = (key: keyof Round) => Math.round(median(measured.map((of) => of[key])));
  const value = median(measured.map(({ readMs, reopenedMs }) => reopenedMs / readMs));
  console.table({
    "prompt tokens": whole("tokens"),
    "tokens reused": whole("reused"),
    "first token, all read (ms)": whole("readMs"),
    "first token, reopened (ms)": whole("reopenedMs"),
    "reopened / read": Math.round(value * 1e4) / 1e4,
    "loading the model again (ms)": whole("loadMs"),
    "quitting right after the reply, with saving (ms)": whole("quitMs"),
    "kept on disk (MB)": whole("megabytes"),
  });
  return value <= 0.1;
}

async function reopen(modelPath: string, tokens: number, seed: number): Promise<Round> {
  const folder = await mkdtemp(join(tmpdir(), "facet-reopening-"));
  const kept = join(folder, "contexts.noindex");
  prepareKeptFolder(kept);
  const load = { modelId: "m", modelPath, contextLength: Math.ceil((tokens * 1.3) / 1024) * 1024 };
  try {
    const question: Turn = { role: "user", text: randomPrompt(tokens, seed) };
    const first = started(kept, folder);
    await first.load(load, () => undefined);
    const { text, stats: read } = await answer(first, [question]);
    const quitMs = await timed(() => first.dispose());
    const sizes = (await readdir(kept)).map(async (name) => (await stat(join(kept, name))).size);
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    const again = started(kept, folder);
    const loadMs = await timed(() => again.load(load, () => undefined));
    const turns: readonly Turn[] = [
      question,
      { role: "assistant", text },
      { role: "user", text: "And now?" },
    ];
    const { stats: reopened } = await answer(again, turns);
    await again.dispose();
    return {
      tokens: read.promptTokens,
      readMs: read.timeToFirstTokenMs,
      loadMs,
      reopenedMs: reopened.timeToFirstTokenMs,
      reused: reopened.reusedTokens,
      quitMs,
      megabytes: bytes / 1e6,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function started(kept: string, folder: string): EngineClient {
  const engine = new EngineClient(forkEngine(hostPath), join(folder, "scratch"));
  engine.keepContexts({ folder: kept, budgetBytes: 1e12 });
  return engine;
}

async function answer(engine: EngineClient, turns: readonly Turn[]) {
  let text = "";
  const request = generateRequest({ runId: `${turns.length}`, turns, maxTokens: 8, owner: "chat" });
  const { stats } = await engine.generate(request, (event) => {
    if (event.type === "part-delta") text += event.text;
  });
  return { text, stats };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAtMs = performance.now();
  await work();
  return performance.now() - startedAtMs;
}
