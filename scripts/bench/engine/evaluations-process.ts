import { setTimeout as sleep } from "node:timers/promises";
import { getLlama, LlamaLogLevel } from "node-llama-cpp";
import { nativeContext } from "../../../electron/inference/local/host/llama-internals.ts";
import { processorFor, useCustomKernels } from "../../../electron/inference/local/host/processor.ts";

/**
 * Measures evaluations of 1 to `mostTokens` tokens, each with its logits, after a short context: for each
 * message a round, answered with the ms of each. argv: model, threads, mostTokens, kernels: "ours" or
 * "prebuilt".
 */
const [modelPath = "", threads = "1", mostTokens = "8", kernels = "ours"] = process.argv.slice(2);
const contextTokens = 128;
const repetitions = 4;

const llama = await getLlama({
  gpu: false,
  build: "never",
  progressLogs: false,
  maxThreads: Number(threads),
  logLevel: LlamaLogLevel.disabled,
});
if (kernels === "ours" && !useCustomKernels(llama))
  throw new Error("There are no kernels for this processor");
const model = await llama.loadModel({ modelPath });
const context = await model.createContext({
  contextSize: 512,
  batchSize: contextTokens,
  threads: Number(threads),
});
processorFor(model, context);
const native = nativeContext(context);
const token = (position: number) => 300 + ((position * 37) % 10_000);
const tokensAt = (first: number, count: number) => Array.from({ length: count }, (_, i) => token(first + i));
await native.decode(tokensAt(0, contextTokens), 0, false);

/** The least of a few repetitions. */
async function cost(tokens: number): Promise<number> {
  let leastMs = Infinity;
  for (let i = 0; i < repetitions; i++) {
    const startedAt = performance.now();
    await native.decodeAll(tokensAt(contextTokens, tokens), contextTokens);
    leastMs = Math.min(leastMs, performance.now() - startedAt);
    native.forgetFrom(contextTokens);
  }
  return leastMs;
}

process.on("message", () => void measure());
process.on("disconnect", () => process.exit(0));
await measure();

async function measure(): Promise<void> {
  // The threads of the other process wait for more to do, and use a core, for a fifth of a second.
  await sleep(500);
  await cost(1);
  const costs: number[] = [];
  for (let tokens = 1; tokens <= Number(mostTokens); tokens++) costs.push(await cost(tokens));
  process.send?.(costs);
}
