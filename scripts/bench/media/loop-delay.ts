import { monitorEventLoopDelay } from "node:perf_hooks";
import { openLlamaLibrary } from "../../../electron/engine/host/llama-library.ts";
import { generate } from "../../../electron/engine/host/generation.ts";
import { loadModel } from "../../../electron/engine/host/load-model.ts";
import { subjects } from "./bench-subjects.ts";

/** How late the event loop of a process was that takes in each of the media, with the engine's own code, at the most. */
export async function longestLoopDelayMs(options: {
  readonly modelPath: string;
  readonly projectorPath: string;
  readonly folder: string;
}): Promise<number> {
  const { modelPath, projectorPath, folder } = options;
  const library = await openLlamaLibrary();
  const { signal } = new AbortController();
  const model = await loadModel(
    library,
    { modelId: "bench", modelPath, projectorPath, contextLength: 4096 },
    { onProgress: () => null, signal, scratchFolder: null },
  );
  let longestMs = 0;
  for (const subject of subjects) {
    const { medium } = await subject.sample(folder, 99);
    const delays = monitorEventLoopDelay({ resolution: 1 });
    delays.enable();
    await generate(
      model,
      {
        runId: "run",
        systemPrompt: "",
        turns: [{ role: "user", text: "What is this?", media: [medium] }],
        thinking: false,
        sampling: { temperature: 0, topP: 1, topK: 0, seed: 1 },
        maxTokens: 4,
      },
      { reading: () => null, delta: () => null, thoughtEnded: () => null },
      signal,
    );
    delays.disable();
    longestMs = Math.max(longestMs, delays.max / 1e6);
  }
  await model.dispose();
  await library.llama.dispose();
  return longestMs;
}
