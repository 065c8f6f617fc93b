import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { getLlama, GgmlType, LlamaLogLevel } from "node-llama-cpp";
import { processorFor, useCustomKernels } from "../../../electron/inference/local/host/processor.ts";
import type { FillOptions } from "./fill-contexts.ts";
import { filledText } from "./place-text.ts";
import { parseState, repeatedState, writtenState } from "./saved-state.ts";

/**
 * Evaluates one long text with Facet's kernels, and saves the state of the sequence at each depth in the format
 * of llama.cpp's `llama_state_seq_save_file`. Deeper states than are evaluated repeat the deepest one. The options
 * are in `argv`.
 */
const options = JSON.parse(process.argv[2] ?? "") as FillOptions & { readonly threads: number };
const { modelPath, folder, threads, kvType, mostEvaluated } = options;
const depths = options.depths.toSorted((a, b) => a - b);
const evaluated = depths.filter((depth) => depth <= mostEvaluated);
const batchTokens = 384;
const llama = await getLlama({
  gpu: false,
  build: "never",
  maxThreads: threads,
  logLevel: LlamaLogLevel.error,
});
useCustomKernels(llama);
const model = await llama.loadModel({ modelPath });
const context = await model.createContext({
  contextSize: (evaluated.at(-1) ?? 0) + batchTokens,
  batchSize: batchTokens,
  threads,
  experimentalKvCacheKeyType: GgmlType[kvType],
  experimentalKvCacheValueType: GgmlType[kvType],
});
processorFor(model, context);
const sequence = context.getSequence();
const { bos } = model.tokens;
const tokens = [...(bos === null ? [] : [bos]), ...model.tokenize(filledText(depths.at(-1) ?? 0))];
let deepest: string | null = null;
for (const depth of depths) {
  const path = join(folder, `${depth}.state`);
  const partial = `${path}.partial`;
  if (depth > mostEvaluated) {
    if (deepest === null) throw new Error(`Nothing is evaluated that ${depth} tokens could repeat`);
    const state = parseState(await readFile(deepest));
    await writeFile(partial, writtenState(repeatedState(state, tokens.slice(0, depth))));
  } else {
    while (sequence.nextTokenIndex < depth) {
      const from = sequence.nextTokenIndex;
      await sequence.evaluateWithoutGeneratingNewTokens(
        tokens.slice(from, Math.min(depth, from + batchTokens)),
      );
      process.stderr.write(`\r${sequence.nextTokenIndex} of ${depth} tokens`);
    }
    await sequence.saveStateToFile(partial);
    deepest = path;
  }
  await rename(partial, path);
}
process.stderr.write("\n");
process.exit(0);
