import { getLlama, LlamaLogLevel, type Token } from "node-llama-cpp";
import { computeWithOwnKernels, processorFor } from "../../../electron/inference/local/host/processor.ts";

/** Loads the model named by the first argument and sends how many tokens a second it writes with so many threads, as the engine does. */
const [path = "", threads = "1"] = process.argv.slice(2);
const warmUpTokens = 4;
const roundTokens = 12;
const rounds = 3;

const llama = await getLlama({
  gpu: false,
  build: "never",
  maxThreads: Number(threads),
  logLevel: LlamaLogLevel.error,
});
computeWithOwnKernels(llama);
const model = await llama.loadModel({ modelPath: path });
const context = await model.createContext({ contextSize: 512, batchSize: 64, threads: Number(threads) });
processorFor(model, context);
const tokens = context.getSequence().evaluate([1 as Token, 300 as Token], { temperature: 0 });
for (let written = 0; written < warmUpTokens; written++) {
  await tokens.next();
}
// The best round: whatever else runs only ever makes it slower.
let best = 0;
for (let round = 0; round < rounds; round++) {
  const startedAt = performance.now();
  for (let written = 0; written < roundTokens; written++) {
    await tokens.next();
  }
  best = Math.max(best, (roundTokens * 1000) / (performance.now() - startedAt));
}
process.send?.(best);
process.exit(0);
