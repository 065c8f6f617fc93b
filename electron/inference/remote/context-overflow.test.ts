import { describe, expect, it } from "vitest";
import { contextOverflow } from "./context-overflow.ts";
import { bodyText } from "./server-failure.ts";

const read = (body: string, status = 400) => contextOverflow(status, body, bodyText(body));

describe("contextOverflow", () => {
  it("reads llama-server's numbers", () => {
    const body = `{"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error","n_prompt_tokens":5000,"n_ctx":4096}}`;
    expect(read(body)).toEqual({ promptTokens: 5000, contextTokens: 4096 });
  });

  it.each([
    "This model's maximum context length is 4096 tokens. However, your request has 5000 input tokens. Please reduce the length of the input messages.",
    "This model's maximum context length is 4096 tokens. However, you requested 5512 tokens (5000 in the messages, 512 in the completion). Please reduce the length of the messages or completion.",
    "'max_tokens' or 'max_completion_tokens' is too large: 512. This model's maximum context length is 4096 tokens and your request has 5000 input tokens (512 > 4096 - 5000).",
  ])("reads vLLM's sentence: %s", (message) => {
    expect(read(JSON.stringify({ error: { message } }))).toEqual({ promptTokens: 5000, contextTokens: 4096 });
  });

  it("knows an overflow without numbers", () => {
    expect(read(`{"error":"Prompt is too long"}`)).toEqual({ promptTokens: null, contextTokens: null });
  });

  it("leaves other errors alone", () => {
    expect(read(`{"error":{"message":"temperature must be positive"}}`)).toBeNull();
    expect(read(`{"error":{"message":"maximum context length"}}`, 401)).toBeNull();
  });
});
