import { getLlama, LlamaLogLevel, type Token } from "node-llama-cpp";
import type { BareAnswer, BareRequest } from "./bare-contender.ts";

/**
 * node-llama-cpp through its public API, with the settings in `argv`. Receives requests over Node's IPC
 * channel.
 */
const [modelPath = "", threads = "1", contextSize = "4096", batchSize = "512"] = process.argv.slice(2);
const llama = await getLlama({
  build: "never",
  progressLogs: false,
  maxThreads: Number(threads),
  logLevel: LlamaLogLevel.disabled,
});
const model = await llama.loadModel({ modelPath });
const context = await model.createContext({
  contextSize: Number(contextSize),
  batchSize: Number(batchSize),
  threads: Number(threads),
});
const sequence = context.getSequence();

process.on("message", (request: BareRequest) => void answer(request));
process.on("disconnect", () => process.exit(0));
process.send?.("ready");

/** Evaluates the preceding tokens without measuring, then the prompt, then generates. */
async function answer({ text, beforeTokens = 0, promptTokens, decodeTokens }: BareRequest): Promise<void> {
  const all = tokensOf(text, beforeTokens + (promptTokens ?? 0));
  await sequence.clearHistory();
  if (beforeTokens > 0) await sequence.evaluateWithoutGeneratingNewTokens(all.slice(0, beforeTokens));
  const atMs = performance.now();
  let firstAtMs = 0;
  let decoded = 0;
  for await (const _ of sequence.evaluate(all.slice(beforeTokens), { temperature: 0 })) {
    firstAtMs ||= performance.now();
    if (++decoded >= decodeTokens) break;
  }
  const lastAtMs = performance.now();
  const answered: BareAnswer = {
    atMs,
    firstAtMs,
    lastAtMs,
    promptTokens: all.length - beforeTokens,
    decodedTokens: decoded,
  };
  process.send?.(answered);
}

/** `count` tokens of the repeated text; 0: all tokens of the text, once. */
function tokensOf(text: string, count: number): Token[] {
  const tokens = model.tokenize(text);
  if (count === 0) return tokens;
  return Array.from({ length: count }, (_, i) => tokens[i % tokens.length] ?? tokens[0]).filter(
    (t) => t !== undefined,
  );
}
