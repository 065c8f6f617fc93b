import type { Check } from "../../shared/doctor/doctor-report.ts";
import { previewConversation } from "../../shared/formats/template-samples.ts";
import type { Prompt } from "../../shared/inference/prompt-turn.ts";
import type { Model } from "../../shared/models/model.ts";
import type { Verdict } from "../../shared/models/verdict.ts";
import { failureDetail } from "./failure-detail.ts";
import type { ModelServices } from "./model-services.ts";
import { speedText } from "../../shared/doctor/check-text.ts";
import { testGeneration, type TestReply } from "./test-generation.ts";

const answerTokens = 64;
const reasoningTokens = 128;
/** A speed so far below the estimate is worth a look. */
const slowShare = 0.5;
/** Fewer say nothing about the speed. */
const fewTokens = 8;

/** Prompt, thinking and speed. Each check that throws fails with the code of its error. */
export async function* generationChecks(
  services: ModelServices,
  model: Model,
  verdict: Verdict | null,
  signal: AbortSignal,
): AsyncGenerator<Check> {
  const { inference } = services;
  const { systemPrompt, turns } = previewConversation(false);
  const prompt: Prompt = { systemPrompt, turns };
  try {
    const plain = await testGeneration(
      inference,
      model,
      { prompt, options: { thinking: false, maxTokens: answerTokens } },
      signal,
    );
    yield await promptCheck(services, model, plain);
    yield withoutThinking(plain);
    yield speedCheck(plain, verdict);
    const thoughtful = await testGeneration(
      inference,
      model,
      {
        prompt,
        options: {
          thinking: true,
          reasoningBudgetTokens: reasoningTokens,
          maxTokens: reasoningTokens + answerTokens,
        },
      },
      signal,
    );
    yield withThinking(thoughtful);
  } catch (thrown) {
    yield { name: "thinking-off", state: "failed", detail: failureDetail(thrown) };
  }
}

/** The prompt that the engine evaluated against the model's own template, rendered in another process. */
async function promptCheck(
  { templates }: ModelServices,
  { id }: Model,
  { stats }: TestReply,
): Promise<Check> {
  const name = "prompt-tokens";
  const { original, source } = await templates.original(id);
  if (source !== "file") return { name, state: "warning", detail: `the template is ${source}` };
  const { tokens, problems } = await templates.preview(id, original, false);
  const evaluated = stats?.promptTokens ?? null;
  if (tokens === null || evaluated === null) {
    return {
      name,
      state: "failed",
      detail: `the template has problems: ${problems.map(({ code }) => code).join(", ")}`,
    };
  }
  const detail = `${evaluated} evaluated, ${tokens} by the template`;
  return { name, state: evaluated === tokens ? "ok" : "failed", detail };
}

function withoutThinking({ answer, reasoning, end }: TestReply): Check {
  const name = "thinking-off";
  if (reasoning !== "") return { name, state: "failed", detail: "it reasons although thinking is off" };
  if (answer === "") return { name, state: "failed", detail: `no answer: ${end}` };
  return { name, state: "ok", detail: `answers at once, ${end}` };
}

function withThinking({ answer, reasoning, end }: TestReply): Check {
  const name = "thinking-on";
  if (reasoning === "") return { name, state: "warning", detail: "it does not reason" };
  if (answer === "") return { name, state: "failed", detail: `no answer after reasoning: ${end}` };
  return { name, state: "ok", detail: `reasons, then answers, ${end}` };
}

function speedCheck({ stats }: TestReply, verdict: Verdict | null): Check {
  const name = "speed";
  if (stats === null || stats.generatedTokens < fewTokens) {
    return { name, state: "skipped", detail: "the answer was too short to measure" };
  }
  const { tokensPerSecond, timeToFirstTokenMs } = stats;
  const estimate = verdict?.tokensPerSecond ?? null;
  const expected = estimate === null ? "not estimated" : `estimated ${speedText(estimate)}`;
  const isSlow = estimate !== null && tokensPerSecond < estimate * slowShare;
  return {
    name,
    state: isSlow ? "warning" : "ok",
    detail: `${speedText(tokensPerSecond)} tokens a second, ${expected}; first token after ${Math.round(timeToFirstTokenMs)} ms`,
  };
}
