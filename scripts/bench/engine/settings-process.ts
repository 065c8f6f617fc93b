import { getLlama, LlamaLogLevel, type LlamaModel, type Token } from "node-llama-cpp";
import type { MeasuredSettings, SettingsRequest } from "./bench-engine-settings.ts";
import { speedOf, type Speed } from "./contender.ts";

/** Measures one model with each of the settings, in its own process. */
process.once("message", (request: SettingsRequest) => void measureAll(request));

async function measureAll({
  modelPath,
  threads,
  settings,
  rounds,
  promptTokens,
  decodeTokens,
}: SettingsRequest) {
  const llama = await getLlama({
    build: "never",
    progressLogs: false,
    maxThreads: threads,
    logLevel: LlamaLogLevel.disabled,
  });
  const model = await llama.loadModel({ modelPath });
  const measured: MeasuredSettings[] = settings.map((each) => ({ settings: each, speeds: [] }));
  for (let round = 0; round < rounds; round++) {
    for (const { settings: each, speeds } of measured) {
      speeds.push(await measure(model, each, promptTokens, decodeTokens));
    }
  }
  process.send?.(measured);
}

async function measure(
  model: LlamaModel,
  { batchTokens, flashAttention, threads }: SettingsRequest["settings"][number],
  promptTokens: number,
  decodeTokens: number,
): Promise<Speed> {
  const context = await model.createContext({
    contextSize: 4096,
    batchSize: batchTokens,
    flashAttention,
    threads,
  });
  const words = model.tokenize("the quick brown fox jumps over the lazy dog ");
  const tokens = Array.from({ length: promptTokens }, (_, i) => words[i % words.length] ?? (0 as Token));
  const atMs = performance.now();
  let firstAtMs = 0;
  let decodedTokens = 0;
  for await (const _ of context.getSequence().evaluate(tokens, { temperature: 0 })) {
    firstAtMs ||= performance.now();
    if (++decodedTokens >= decodeTokens) break;
  }
  const lastAtMs = performance.now();
  await context.dispose();
  return speedOf({ atMs, firstAtMs, lastAtMs, promptTokens, decodedTokens });
}
