import type { Check } from "../../shared/doctor/doctor-report.ts";
import type { Model } from "../../shared/models/model.ts";
import type { Verdict } from "../../shared/models/verdict.ts";
import { gigabytes } from "./gigabytes.ts";
import { failureDetail } from "./failure-detail.ts";
import type { ModelServices } from "./model-services.ts";
import { testGeneration } from "./test-generation.ts";

/** Loads the model, and compares the memory of the engine with the plan. */
export async function* loadCheck(
  { inference, engine }: ModelServices,
  model: Model,
  verdict: Verdict | null,
  signal: AbortSignal,
): AsyncGenerator<Check> {
  const startedAtMs = performance.now();
  const prompt = { systemPrompt: "", turns: [{ role: "user", text: "Hello" } as const] };
  try {
    await testGeneration(inference, model, { prompt, options: { thinking: false, maxTokens: 1 } }, signal);
  } catch (thrown) {
    yield { name: "load", state: "failed", detail: failureDetail(thrown) };
    return;
  }
  const { loaded } = engine;
  if (loaded === null) {
    yield { name: "load", state: "failed", detail: "the engine ended" };
    return;
  }
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
  const where = loaded.gpu === null ? "processor" : `${loaded.gpuLayers} layers on ${loaded.gpu}`;
  yield {
    name: "load",
    state: "ok",
    detail: `${seconds} s to the first token, context of ${loaded.contextSizeTokens} tokens, ${loaded.threads} threads, ${where}`,
  };
  const { residentBytes } = await engine.describe();
  const planned = verdict === null ? "not planned" : `planned ${gigabytes(verdict.neededBytes)}`;
  yield {
    name: "memory-used",
    state: "ok",
    detail: `the engine holds ${gigabytes(residentBytes)}, ${planned}`,
  };
}
