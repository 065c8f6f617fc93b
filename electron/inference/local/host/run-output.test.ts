import { expect, it } from "vitest";
import { OutputReader } from "./output-reader.ts";
import { RunOutput } from "./run-output.ts";

const channelToken = 1;
const wordToken = 2;

function newReply() {
  const reader = new OutputReader({
    detokenize: (tokens) => tokens.map(() => "word").join(""),
    tags: { byToken: new Map([[channelToken, "<|channel>"]]), inText: [] },
    promptEnd: "<|turn>model\n",
  });
  const sink = { reading: () => undefined, delta: () => undefined, thoughtEnded: () => undefined };
  const request = {
    runId: "r",
    systemPrompt: "",
    turns: [],
    thinking: true,
    sampling: { temperature: 0, topP: 1, topK: 1, seed: null },
    maxTokens: null,
  };
  return new RunOutput(request, sink, reader);
}

const secondAgo = () => performance.now() - 1000;

it("reports no time to first token when no token was generated", () => {
  const reply = newReply();
  reply.finish("stopped");
  expect(reply.stats(secondAgo())).toEqual({
    generatedTokens: 0,
    timeToFirstTokenMs: 0,
    tokensPerSecond: 0,
  });
});

it("does not count a control token as the first token", () => {
  const reply = newReply();
  reply.push(channelToken, false);
  reply.finish("stopped");
  expect(reply.stats(secondAgo())).toMatchObject({ generatedTokens: 0, timeToFirstTokenMs: 0 });
});

it("measures the time to the first text token", () => {
  const reply = newReply();
  reply.push(wordToken, true);
  reply.finish("stopped");
  const stats = reply.stats(secondAgo());
  expect(stats.generatedTokens).toBe(1);
  expect(stats.timeToFirstTokenMs).toBeGreaterThan(900);
});
