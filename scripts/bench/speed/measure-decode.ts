import { getLlama, LlamaLogLevel, type Token } from "node-llama-cpp";

/** Loads the model named by the first argument and sends how many tokens a second it writes with so many threads. */
const [path = "", threads = "1"] = process.argv.slice(2);
const warmUpTokens = 4;
const measuredTokens = 24;

const llama = await getLlama({
  gpu: false,
  build: "never",
  maxThreads: Number(threads),
  logLevel: LlamaLogLevel.error,
});
const model = await llama.loadModel({ modelPath: path });
const context = await model.createContext({ contextSize: 512, batchSize: 64, threads: Number(threads) });
const tokens = context.getSequence().evaluate([1 as Token, 300 as Token], { temperature: 0 });
let startedAt = 0;
for (let written = 0; written < warmUpTokens + measuredTokens; written++) {
  if (written === warmUpTokens) {
    startedAt = performance.now();
  }
  await tokens.next();
}
process.send?.((measuredTokens * 1000) / (performance.now() - startedAt));
process.exit(0);
