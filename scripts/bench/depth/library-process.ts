import { writeFile } from "node:fs/promises";
import { getLlama, GgmlType, LlamaLogLevel, type Token } from "node-llama-cpp";
import { processorFor, useCustomKernels } from "../../../electron/inference/local/host/processor.ts";
import type { LibraryRequest, LibraryAnswer, LibrarySettings } from "./library-subject.ts";

/**
 * node-llama-cpp through its public API; where the settings say so with Facet's kernels and threads. The
 * settings are in `argv`; requests come over Node's IPC channel.
 */
const settings = JSON.parse(process.argv[2] ?? "") as LibrarySettings;
const { modelPath, threads, contextTokens, kvType, kernels } = settings;
const llama = await getLlama({
  gpu: false,
  build: "never",
  maxThreads: threads,
  logLevel: LlamaLogLevel.disabled,
});
if (kernels === "facet") useCustomKernels(llama);
const model = await llama.loadModel({ modelPath });
const context = await model.createContext({
  contextSize: contextTokens,
  batchSize: 384,
  threads,
  experimentalKvCacheKeyType: GgmlType[kvType],
  experimentalKvCacheValueType: GgmlType[kvType],
});
if (kernels === "facet") processorFor(model, context);
const sequence = context.getSequence();

process.on("message", (request: LibraryRequest) => void answer(request));
process.on("disconnect", () => process.exit(0));
process.send?.("ready");

async function answer(request: LibraryRequest): Promise<void> {
  const answered: LibraryAnswer = await (request.type === "decode" ? decode(request) : predict(request));
  process.send?.(answered);
}

/** @returns the tokens of the prompt that are not in the restored state */
async function restore({ statePath, text }: LibraryRequest): Promise<Token[]> {
  await sequence.clearHistory();
  if (statePath !== null) await sequence.loadStateFromFile(statePath, { acceptRisk: true });
  const { bos } = model.tokens;
  const tokens = [...(bos === null ? [] : [bos]), ...model.tokenize(text)];
  const restored = sequence.contextTokens;
  if (restored.some((token, i) => token !== tokens[i])) throw new Error("The state is of another text");
  return tokens.slice(restored.length);
}

async function decode(request: Extract<LibraryRequest, { type: "decode" }>) {
  const rest = await restore(request);
  const restoredTokens = sequence.nextTokenIndex;
  let firstAtMs = 0;
  let decoded = 0;
  for await (const _ of sequence.evaluate(rest, { temperature: 0, yieldEogToken: true })) {
    firstAtMs ||= performance.now();
    if (++decoded >= request.decodeTokens) break;
  }
  const tokensPerSecond = ((decoded - 1) / (performance.now() - firstAtMs)) * 1000;
  // The last token was chosen, and not evaluated.
  return { tokensPerSecond, restoredTokens, endPosition: restoredTokens + rest.length + decoded - 1 };
}

/** Writes the distributions after each of the last tokens, which are evaluated one by one, as when decoding. */
async function predict({ path, ...request }: Extract<LibraryRequest, { type: "predict" }>) {
  const rest = await restore({ ...request, path, type: "predict" });
  const single = rest.splice(-request.positions);
  if (rest.length > 0) await sequence.evaluateWithoutGeneratingNewTokens(rest);
  const rows: Float32Array[] = [];
  for (const token of single) {
    const options = { generateNext: { probabilities: true, options: { temperature: 0 } } };
    const [result] = await sequence.controlledEvaluate([[token, options]]);
    const probabilities = result?.next.probabilities ?? new Map<Token, number>();
    const row = new Float32Array(probabilities.size);
    for (const [of, probability] of probabilities) row[of] = probability;
    rows.push(row);
  }
  await writeFile(path, Buffer.concat(rows.map((row) => new Uint8Array(row.buffer))));
  return { positions: rows.length };
}
