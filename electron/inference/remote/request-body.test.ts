import { describe, expect, it } from "vitest";
import { promptOf } from "../../../tests/contract/collect-generation.ts";
import { plainOptions } from "../../../tests/fixtures/generate-request.ts";
import type { GenerateOptions } from "../../../shared/inference/generate-options.ts";
import type { ServerDialect } from "../../../shared/models/remote-server.ts";
import { requestBody } from "./request-body.ts";

function body(
  dialect: ServerDialect,
  options: Partial<GenerateOptions> = {},
  contextSizeTokens: number | null = null,
) {
  return requestBody({
    dialect,
    model: "gemma",
    contextSizeTokens,
    canThink: true,
    canEndReasoning: dialect === "llama-server",
    prompt: promptOf("Hello"),
    messages: [{ role: "user", content: "Hello" }],
    options: { ...plainOptions, ...options },
  });
}

describe("requestBody", () => {
  it("asks for a stream with usage", () => {
    expect(body("openai-compatible")).toMatchObject({
      model: "gemma",
      messages: [{ role: "user", content: "Hello" }],
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0,
      top_p: 1,
      seed: 1,
    });
  });

  it.each([
    [
      "llama-server",
      {
        chat_template_kwargs: { enable_thinking: true },
        thinking_budget_tokens: 512,
        reasoning_control: true,
      },
    ],
    ["vllm", { chat_template_kwargs: { enable_thinking: true }, thinking_token_budget: 512 }],
    ["mlx-lm", { chat_template_kwargs: { enable_thinking: true } }],
    ["mlx-vlm", { enable_thinking: true, thinking_budget: 512 }],
  ] as const)("switches thinking on for %s", (dialect, fields) => {
    expect(body(dialect, { thinking: true, reasoningBudgetTokens: 512 })).toMatchObject(fields);
  });

  it.each([
    ["llama-server", { chat_template_kwargs: { enable_thinking: false } }],
    ["vllm", { chat_template_kwargs: { enable_thinking: false } }],
    ["ollama", { reasoning_effort: "none" }],
    ["mlx-vlm", { enable_thinking: false }],
  ] as const)("switches thinking off for %s, without a budget", (dialect, fields) => {
    const sent = body(dialect, { thinking: false, reasoningBudgetTokens: 512 });
    expect(sent).toMatchObject(fields);
    expect(Object.keys(sent).filter((name) => name.includes("budget"))).toEqual([]);
  });

  it("leaves thinking to LM Studio, and to Ollama where it is on", () => {
    const fields = ["chat_template_kwargs", "reasoning_effort", "enable_thinking"];
    for (const dialect of ["lm-studio", "ollama"] as const) {
      const sent = body(dialect, { thinking: true });
      expect(fields.filter((field) => field in sent)).toEqual([]);
    }
  });

  it("sends a limit to servers whose own would cut replies short", () => {
    expect(body("mlx-lm")["max_tokens"]).toBe(16_384);
    expect(body("mlx-vlm", {}, 8192)["max_tokens"]).toBeGreaterThan(7000);
    expect(body("mlx-lm", { maxTokens: 7 })["max_tokens"]).toBe(7);
    expect(body("llama-server")).not.toHaveProperty("max_tokens");
  });

  it("sends off as off where a server has a default of its own", () => {
    expect(body("llama-server")).toMatchObject({ top_k: 0, min_p: 0 });
    expect(body("lm-studio")).toMatchObject({ repeat_penalty: 1 });
    expect(body("openai-compatible")).not.toHaveProperty("top_k");
  });

  it("sends a random seed to mlx-vlm, whose default is always the same", () => {
    const sampling = { ...plainOptions.sampling, seed: null };
    expect(body("llama-server", { sampling })).not.toHaveProperty("seed");
    expect(body("mlx-vlm", { sampling })["seed"]).toBeTypeOf("number");
  });

  it("names penalties as the dialect does", () => {
    const sampling = {
      ...plainOptions.sampling,
      repeatPenalty: 1.1,
      frequencyPenalty: 0.5,
      presencePenalty: 0.25,
    };
    const common = { frequency_penalty: 0.5, presence_penalty: 0.25 };
    expect(body("llama-server", { sampling })).toMatchObject({
      ...common,
      repeat_penalty: 1.1,
      repeat_last_n: 64,
    });
    expect(body("vllm", { sampling })).toMatchObject({ ...common, repetition_penalty: 1.1 });
    expect(body("mlx-lm", { sampling })).toMatchObject({
      repetition_penalty: 1.1,
      repetition_context_size: 64,
    });
    expect(body("ollama", { sampling })).not.toHaveProperty("repeat_penalty");
  });

  it("sends biases, log probabilities and a schema", () => {
    const sampling = { ...plainOptions.sampling, logitBias: { 5: 2, 7: -Infinity } };
    const jsonSchema = { type: "object" };
    expect(body("vllm", { sampling, logprobs: 3, jsonSchema })).toMatchObject({
      logit_bias: { "5": 2, "7": -100 },
      logprobs: true,
      top_logprobs: 3,
      response_format: { type: "json_schema", json_schema: { schema: jsonSchema } },
    });
    expect(body("llama-server", { logprobs: 0 })).toMatchObject({ logprobs: true, top_logprobs: 0 });
    expect(body("mlx-lm", { logprobs: 0 })).not.toHaveProperty("top_logprobs");
    expect(body("vllm", { logprobs: 50 })).toMatchObject({ top_logprobs: 20 });
  });

  it("does not send stop strings, which are found here", () => {
    expect(body("llama-server", { stop: ["END"] })).not.toHaveProperty("stop");
  });
});
