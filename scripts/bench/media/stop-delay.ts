import { setTimeout as sleep } from "node:timers/promises";
import { readFile } from "node:fs/promises";
import { getLlama, LlamaLogLevel } from "node-llama-cpp";
import { engineHandles, nativeContext } from "../../../electron/inference/local/host/llama-internals.ts";
import { useCustomKernels } from "../../../electron/inference/local/host/processor.ts";
import { usableCores } from "../../../electron/hardware/cpu.ts";
import { Projector } from "../../../native/media.ts";
import { cpuBatchTokens } from "../../../shared/models/compute-buffer.ts";
import { subjects } from "./bench-subjects.ts";

export interface StopDelay {
  readonly name: string;
  /** The longest time from the abort to the end of the work. */
  readonly longestMs: number;
  readonly stops: number;
}

/** When to stop, as fractions of the total time. A large image is encoded for minutes, in similar pieces. */
const moments = { encoding: [0.2, 0.5, 0.8], evaluating: [0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95] };

/** Measures how long encoding and evaluation of each medium continue after they are stopped. */
export async function stopDelays(options: {
  readonly modelPath: string;
  readonly projectorPath: string;
  readonly folder: string;
}): Promise<readonly StopDelay[]> {
  const threads = usableCores();
  // llama.cpp logs an aborted evaluation as an error, at length.
  const logLevel = LlamaLogLevel.disabled;
  const llama = await getLlama({ build: "never", progressLogs: false, maxThreads: threads, logLevel });
  useCustomKernels(llama);
  const model = await llama.loadModel({ modelPath: options.modelPath });
  const context = await model.createContext({ contextSize: 4096, batchSize: 1152, threads });
  const native = nativeContext(context);
  native.useThreads(threads);
  const isOnGpu = model.gpuLayers > 0;
  const projector = await Projector.open(engineHandles(model, context), {
    path: options.projectorPath,
    isOnGpu,
    threads,
  });
  const delays: StopDelay[] = [];
  for (const subject of subjects) {
    const { medium } = await subject.sample(options.folder, 77);
    const bytes = new Uint8Array(await readFile(medium.path));
    const encode = (signal?: AbortSignal) =>
      medium.kind === "image"
        ? projector.encodeImage(bytes, medium.widthPx, medium.heightPx, signal && { signal })
        : projector.encodeAudio(new Float32Array(bytes.buffer), signal && { signal });
    const embeddings = await encode();
    const evaluate = (signal?: AbortSignal) => {
      native.forgetAll();
      return projector.evaluate(embeddings, {
        position: 0,
        batchTokens: cpuBatchTokens,
        ...(signal && { signal }),
      });
    };
    delays.push({ name: `${subject.name}, encoding`, ...(await longestDelay(encode, moments.encoding)) });
    delays.push({
      name: `${subject.name}, evaluating`,
      ...(await longestDelay(evaluate, moments.evaluating)),
    });
  }
  await projector.close();
  await context.dispose();
  await model.dispose();
  await llama.dispose();
  return delays;
}

async function longestDelay(work: (signal?: AbortSignal) => Promise<unknown>, parts: readonly number[]) {
  const startedAtMs = performance.now();
  await work();
  const wholeMs = performance.now() - startedAtMs;
  const delaysMs: number[] = [];
  for (const part of parts) {
    const abort = new AbortController();
    const ended = work(abort.signal).then(
      () => false,
      () => true,
    );
    await sleep(wholeMs * part);
    const stoppedAtMs = performance.now();
    abort.abort();
    // Work that completed before the stop is not counted.
    if (await ended) delaysMs.push(performance.now() - stoppedAtMs);
  }
  return { longestMs: Math.max(...delaysMs), stops: delaysMs.length };
}
