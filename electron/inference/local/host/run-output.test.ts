import { expect, it } from "vitest";
import { collectReply } from "../../../../tests/fixtures/collect-reply.ts";
import type { GenerationEvent } from "../../../../shared/inference/generation.ts";
import { RunOutput } from "./run-output.ts";
import type { ChosenToken } from "./token-chooser.ts";

const plain: ChosenToken = {
  token: 1,
  isText: true,
  events: [],
  isInReasoning: false,
  turn: "goes-on",
  cutsReasoning: false,
};
const tag: ChosenToken = { ...plain, isText: false };
const word = (text: string): ChosenToken => ({ ...plain, events: [{ type: "text", part: "text", text }] });
const thought = (text: string): ChosenToken => ({
  ...plain,
  isInReasoning: true,
  events: [{ type: "text", part: "reasoning", text }],
});
const closing: ChosenToken = { ...tag, events: [{ type: "reasoning-ended" }] };

function newOutput() {
  const events: GenerationEvent[] = [];
  const output = new RunOutput({ maxTokens: null }, (event) => events.push(event));
  return { output, parts: () => collectReply(events).parts };
}

const secondAgo = () => performance.now() - 1000;

it("reports no time to first token when no token was generated", () => {
  const { output } = newOutput();
  output.finish("stopped", []);
  expect(output.stats(secondAgo())).toEqual({
    generatedTokens: 0,
    timeToFirstTokenMs: 0,
    tokensPerSecond: 0,
  });
});

it("does not count a control token as the first token", () => {
  const { output } = newOutput();
  output.push(tag);
  output.finish("stopped", []);
  expect(output.stats(secondAgo())).toMatchObject({ generatedTokens: 0, timeToFirstTokenMs: 0 });
});

it("measures the time to the first text token", () => {
  const { output } = newOutput();
  output.push(word("word"));
  output.finish("stopped", []);
  const stats = output.stats(secondAgo());
  expect(stats.generatedTokens).toBe(1);
  expect(stats.timeToFirstTokenMs).toBeGreaterThan(900);
});

it("reports reasoning and answer as two parts", () => {
  const { output, parts } = newOutput();
  for (const chosen of [tag, thought("Let me "), thought("see."), closing, word("Hello"), word("!")]) {
    output.push(chosen);
  }
  output.finish("end-of-turn", []);
  expect(parts()).toMatchObject([
    { type: "reasoning", text: "Let me see.", status: "complete" },
    { type: "text", text: "Hello!", status: "complete" },
  ]);
  expect(parts()[0]).not.toHaveProperty("isCutShort");
});

it("marks reasoning that was cut short, and only that", () => {
  const { output, parts } = newOutput();
  output.push(thought("Hm"));
  output.push({ ...closing, cutsReasoning: true });
  output.push(thought("More"));
  output.push(closing);
  output.finish("end-of-turn", []);
  expect(parts().map((part) => "isCutShort" in part)).toEqual([true, false]);
});

it.each([
  ["end-of-turn", "complete"],
  ["stop-string", "complete"],
  ["ended-in-reasoning", "complete"],
  ["stopped", "incomplete"],
  ["max-tokens", "incomplete"],
  ["context-full", "incomplete"],
] as const)("ends the open part of a reply that ends with %s as %s", (end, status) => {
  const { output, parts } = newOutput();
  output.push(thought("Hm"));
  output.finish(end, []);
  expect(parts()).toMatchObject([{ type: "reasoning", status }]);
  expect(parts()[0]).not.toMatchObject({ durationMs: null });
});

it("ends a text part where reasoning follows", () => {
  const { output, parts } = newOutput();
  for (const chosen of [word("Hi"), thought("Hm"), closing, word("Bye")]) output.push(chosen);
  output.finish("stopped", []);
  expect(parts().map(({ type, status }) => [type, status])).toEqual([
    ["text", "complete"],
    ["reasoning", "complete"],
    ["text", "incomplete"],
  ]);
});
