import { getLlama, LlamaLogLevel, type Token } from "node-llama-cpp";
import { useCustomKernels, processorFor } from "../../../electron/inference/local/host/processor.ts";

/**
 * Loads the model in `argv[2]` and sends its decode speed in tokens per second with the given number of
 * threads.
 */
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
useCustomKernels(llama);
const model = await llama.loadModel({ modelPath: path });
const context = await model.createContext({ contextSize: 512, batchSize: 64, threads: Number(threads) });
processorFor(model, context);
const tokens = context.getSequence().evaluate([1 as Token, 300 as Token], { temperature: 0 });
for (let written = 0; written < warmUpTokens; written++) {
  await tokens.next();
}
// Keep the best round: other load only ever slows it down.
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
