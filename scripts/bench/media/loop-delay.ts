import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { openLlamaLibrary } from "../../../electron/inference/local/host/llama-library.ts";
import { Generation } from "../../../electron/inference/local/host/generation.ts";
import { loadModel } from "../../../electron/inference/local/host/load-model.ts";
import { subjects } from "./bench-subjects.ts";
import { generateRequest } from "../../../tests/fixtures/generate-request.ts";

export interface LoopDelay {
  readonly name: string;
  /** The largest delay of the event loop. */
  readonly longestMs: number;
  /** The same in an idle process beside the working engine. */
  readonly idleMs: number;
}

/** Measures the event loop delay of a process that evaluates each medium with the engine's own code. */
export async function loopDelays(options: {
  readonly modelPath: string;
  readonly projectorPath: string;
  readonly folder: string;
}): Promise<readonly LoopDelay[]> {
  const { modelPath, projectorPath, folder } = options;
  const library = await openLlamaLibrary();
  const { signal } = new AbortController();
  const model = await loadModel(
    library,
    { modelId: "bench", modelPath, projectorPath, contextLength: 4096 },
    { onProgress: () => null, signal, scratchFolder: null },
  );
  const results: LoopDelay[] = [];
  for (const subject of subjects) {
    const { medium } = await subject.sample(folder, 99);
    const idle = await watchIdleProcess();
    const delays = monitorEventLoopDelay({ resolution: 1 });
    delays.enable();
    const turns = [{ role: "user", text: "What is this?", media: [medium] }] as const;
    const request = generateRequest({ turns, maxTokens: 4 });
    await new Generation(request, { post: () => undefined, signal }).run(model);
    delays.disable();
    results.push({ name: subject.name, longestMs: delays.max / 1e6, idleMs: await idle.longestMs() });
  }
  await model.dispose();
  await library.llama.dispose();
  return results;
}

async function watchIdleProcess(): Promise<{ longestMs(): Promise<number> }> {
  const child = fork(join(import.meta.dirname, "idle-process.ts"), [], { execArgv: [] });
  const isReady = await Promise.race([
    once(child, "message").then(() => true),
    once(child, "exit").then(() => false),
  ]);
  if (!isReady) throw new Error("The idle process exited at startup");
  return {
    async longestMs() {
      child.send("enough");
      const [longestMs] = (await once(child, "message")) as [number];
      await once(child, "exit");
      return longestMs;
    },
  };
}
