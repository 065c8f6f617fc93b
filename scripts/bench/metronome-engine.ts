/**
 * An engine process that emits tokens at a fixed pace, as a fast GPU would, on a machine without one. The UI
 * benchmark measures the page; everything between this process and the screen is real.
 *
 * Run as the engine process; `FACET_BENCH_TOKENS_PER_SECOND` and `FACET_BENCH_TOKENS` set pace and length.
 */
import type {
  EngineMessage,
  EngineRequest,
  GenerateRequest,
} from "../../shared/inference/engine-protocol.ts";
import { noDrafting } from "../../shared/inference/drafting.ts";
import type { GenerationEvent } from "../../shared/inference/generation.ts";
import { markdownTokens } from "./markdown-tokens.ts";

const tokensPerSecond = Number(process.env["FACET_BENCH_TOKENS_PER_SECOND"] ?? 300);
const tokenCount = Number(process.env["FACET_BENCH_TOKENS"] ?? 3000);
const frameMs = 16;
const contextSizeTokens = 131_072;
const running = new Map<string, NodeJS.Timeout>();

function post(message: EngineMessage): void {
  process.send?.(message);
}

function generate(requestId: number, request: GenerateRequest): void {
  const startedAt = performance.now();
  const tokens = markdownTokens(1);
  let written = 0;
  const partId = `${request.runId} text`;
  const tell = (event: GenerationEvent) => post({ type: "event", runId: request.runId, event });
  tell({ type: "part-started", partId, partType: "text" });

  const end = (how: "end-of-turn" | "stopped"): void => {
    clearInterval(running.get(request.runId));
    running.delete(request.runId);
    const stats = {
      promptTokens: 1000,
      reusedTokens: 0,
      generatedTokens: written,
      timeToFirstTokenMs: frameMs,
      tokensPerSecond: (written * 1000) / (performance.now() - startedAt),
      contextUsedTokens: 1000 + written,
      contextSizeTokens,
    };
    tell({ type: "part-ended", partId, status: how === "stopped" ? "incomplete" : "complete" });
    post({ type: "done", requestId, value: { end: how, stats } });
  };

  const timer = setInterval(() => {
    const due = Math.min(tokenCount, Math.floor(((performance.now() - startedAt) * tokensPerSecond) / 1000));
    let text = "";
    for (; written < due; written++) text += tokens.next().value;
    if (text !== "") tell({ type: "part-delta", partId, text });
    if (written >= tokenCount) end("end-of-turn");
  }, frameMs);
  running.set(request.runId, timer);
  stops.set(request.runId, () => end("stopped"));
}

const stops = new Map<string, () => void>();

process.on("message", (request: EngineRequest) => {
  switch (request.type) {
    case "load":
      post({
        type: "done",
        requestId: request.requestId,
        value: {
          modelId: request.load.modelId,
          contextSizeTokens,
          trainContextTokens: contextSizeTokens,
          gpu: null,
          gpuLayers: 0,
          threads: 1,
          flashAttention: false,
          callsTools: false,
          media: { sees: false, hears: false, problem: null },
          drafting: noDrafting,
        },
      });
      return;
    case "generate":
      generate(request.requestId, request.generate);
      return;
    case "stop":
      if (running.has(request.runId)) stops.get(request.runId)?.();
      return;
    case "are-you-there":
      post({ type: "here", work: { processorMs: performance.now(), diskReads: 0 } });
      return;
    case "count-tokens":
    case "count-segments":
      post({ type: "done", requestId: request.requestId, value: 1000 });
      return;
    case "pause":
    case "continue":
    case "end-reasoning":
    case "keep-contexts":
    case "forget-contexts":
      return;
    case "tokenize":
    case "detokenize":
    case "render":
    case "unload":
    case "probe":
    case "describe":
      post({ type: "done", requestId: request.requestId, value: null });
      return;
    case "dispose":
      post({ type: "done", requestId: request.requestId, value: null });
      process.exit(0);
  }
});
process.on("disconnect", () => process.exit(0));
post({ type: "started" });
