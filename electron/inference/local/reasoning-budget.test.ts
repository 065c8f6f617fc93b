import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { greedy, TestEngine } from "../../../tests/fixtures/test-engine.ts";
import { longThought, shortAnswer, shortThought } from "../../../tests/fixtures/texts.ts";

let engine: TestEngine;
beforeAll(() => {
  engine = new TestEngine();
});
afterAll(() => engine.dispose());

describe("a reasoning budget", () => {
  it.each([1, 5, 40, 200])(
    "cuts reasoning after %i tokens at a line end, and the answer follows",
    async (budget) => {
      await engine.load("long-thought");
      const { parts, reasoning, result } = await engine.ask("Hello", {
        thinking: true,
        reasoningBudgetTokens: budget,
      });
      expect(parts.at(-1)).toMatchObject({ type: "text", text: shortAnswer, status: "complete" });
      expect(result.end).toBe("end-of-turn");
      expect(longThought.startsWith(reasoning)).toBe(true);
      expect(reasoning.length).toBeLessThan(longThought.length);
      for (const part of parts.slice(0, -1)) {
        expect(part).toMatchObject({ type: "reasoning", status: "complete", isCutShort: true });
      }
      const answer = await engine.ask("Hello");
      const reasoningTokens = result.stats.generatedTokens - answer.result.stats.generatedTokens;
      expect(reasoningTokens).toBeGreaterThanOrEqual(budget);
      // The name of the channel is not counted.
      expect(reasoningTokens).toBeLessThanOrEqual(budget + 32 + "thought\n".length);
    },
  );

  it("does nothing when the reasoning is shorter, when it is 0, and when thinking is off", async () => {
    await engine.load("short");
    for (const reasoningBudgetTokens of [1000, 0, null]) {
      const { parts } = await engine.ask("Hello", { thinking: true, reasoningBudgetTokens });
      expect(parts).toMatchObject([{ text: shortThought }, { text: shortAnswer }]);
      expect(parts[0]).not.toHaveProperty("isCutShort");
    }
    expect((await engine.ask("Hello", { reasoningBudgetTokens: 1 })).text).toBe(shortAnswer);
  });

  it.each(["babbling-dense", "babbling-per-layer"] as const)("limits random reasoning (%s)", async (name) => {
    await engine.load(name);
    for (let seed = 1; seed <= 6; seed++) {
      const sampling = { temperature: 1, topP: 1, topK: 0, seed };
      const options = { thinking: true, sampling, maxTokens: 300 };
      const free = await engine.ask("Hello", options);
      const { reasonings } = await engine.ask("Hello", { ...options, reasoningBudgetTokens: 20 });
      const longest = Math.max(0, ...free.reasonings.map(({ text }) => text.length));
      // A token of this vocabulary is at most two letters.
      const total = reasonings.reduce((length, { text }) => length + text.length, 0);
      expect(total).toBeLessThanOrEqual(2 * (20 + 32));
      expect([seed, longest > 2 * (20 + 32) && reasonings.every((part) => part.isCutShort !== true)]).toEqual(
        [seed, false],
      );
    }
  });
});

describe("ending the reasoning of a reply", () => {
  it("cuts it in mid-stream, and the answer follows in full", async () => {
    await engine.load("long-thought-slow");
    const runId = "answer now";
    let deltas = 0;
    const { parts, result } = await engine.ask("Hello", { runId, thinking: true, ...greedy }, ({ type }) => {
      if (type === "part-delta" && ++deltas === 3) engine.client.endReasoning(runId);
    });
    expect(parts).toMatchObject([
      { type: "reasoning", isCutShort: true, status: "complete" },
      { type: "text", text: shortAnswer },
    ]);
    expect(result.end).toBe("end-of-turn");
  });

  it("is ignored while the model is not reasoning, and for unknown runs", async () => {
    await engine.load("short");
    const runId = "not reasoning";
    engine.client.endReasoning("unknown");
    const { parts } = await engine.ask("Hello", { runId, ...greedy }, () =>
      engine.client.endReasoning(runId),
    );
    expect(parts).toMatchObject([{ type: "text", text: shortAnswer }]);
  });
});
