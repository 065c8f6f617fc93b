import { getLlama, GgmlType, LlamaLogLevel } from "node-llama-cpp";
import type { MeasureRequest, MeasuredContext, MeasuredModel } from "./measured-memory.ts";

/**
 * Loads a model, creates the requested contexts one after another, and sends what llama.cpp logs about each.
 * It runs in its own process because a log belongs to a process, and so that all memory is freed.
 */
const request = JSON.parse(process.argv[2] ?? "") as MeasureRequest;
let lines: string[] = [];
const llama = await getLlama({
  gpu: false,
  build: "never",
  maxThreads: 2,
  logLevel: LlamaLogLevel.debug,
  logger: (_, message) => lines.push(message),
});
const model = await llama.loadModel({ modelPath: request.path });
const loaded: MeasuredModel = {
  mappedBytes: await logged(/CPU_Mapped model buffer size = *([\d.]+) MiB/),
  repackedBytes: await logged(/CPU_REPACK model buffer size = *([\d.]+) MiB/),
};
const contexts: MeasuredContext[] = [];
for (const { contextTokens, kvType, batchTokens } of request.contexts) {
  lines = [];
  const type = kvType === "f16" ? GgmlType.F16 : GgmlType.Q8_0;
  const context = await model.createContext({
    contextSize: contextTokens,
    batchSize: batchTokens,
    sequences: 1,
    threads: 2,
    failedCreationRemedy: false,
    experimentalKvCacheKeyType: type,
    experimentalKvCacheValueType: type,
  });
  contexts.push({
    globalCacheBytes: await logged(/non-SWA KV cache[^]*?KV buffer size = *([\d.]+) MiB/),
    slidingCacheBytes: await logged(/ {5}SWA KV cache[^]*?KV buffer size = *([\d.]+) MiB/),
    computeBytes: await logged(/CPU compute buffer size = *([\d.]+) MiB/),
    outputBytes: await logged(/CPU +output buffer size = *([\d.]+) MiB/),
  });
  await context.dispose();
}
process.send?.({ loaded, contexts });
await model.dispose();
process.exit(0);

/** Log lines arrive from other threads, some turns of the event loop later. */
async function logged(line: RegExp): Promise<number> {
  for (let tries = 0; tries < 20; tries++) {
    const mib = line.exec(lines.join(""))?.[1];
    if (mib !== undefined) {
      return Number(mib) * 1024 ** 2;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return 0;
}
