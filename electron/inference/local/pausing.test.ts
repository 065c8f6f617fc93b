import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { failureOf, greedy, TestEngine } from "../../../tests/fixtures/test-engine.ts";
import { shortAnswer } from "../../../tests/fixtures/texts.ts";
import { fixtureModel } from "../../../tests/fixtures/models.ts";
import { EngineClient } from "./engine-client.ts";
import { forkEngine } from "./fork-engine.ts";

let engine: TestEngine;
beforeEach(() => {
  engine = new TestEngine();
});
afterEach(() => engine.dispose());

const runId = "to be paused";

/** Starts a generation and pauses it after its third delta. */
async function pausedReply(maxTokens: number | null = 40) {
  let deltas = 0;
  let pause: () => void = () => undefined;
  const isTime = new Promise<void>((resolve) => (pause = resolve));
  const reply = engine.ask("Go", { runId, maxTokens, ...greedy }, ({ type }) => {
    if (type === "part-delta" && ++deltas === 3) pause();
  });
  await isTime;
  await engine.client.pause(runId);
  return { reply, deltas: () => deltas };
}

describe("a paused generation", () => {
  it("generates nothing until it continues, and others are served", async () => {
    await engine.load("endless-slow");
    const undisturbed = await engine.ask("Go", { maxTokens: 40, ...greedy });
    const { reply, deltas } = await pausedReply();
    const before = deltas();
    const other = await engine.ask("Hello", { maxTokens: 5, ...greedy });
    const prompt = { systemPrompt: "", turns: [{ role: "user", text: "Hello" }] } as const;
    expect(await engine.client.countTokens(prompt, false)).toBe(other.result.stats.promptTokens);
    expect(deltas()).toBe(before);
    engine.client.continue(runId);
    expect(await reply).toMatchObject({ text: undisturbed.text, result: { end: "max-tokens" } });
  });

  it("continues when its model was replaced and loaded again", async () => {
    await engine.load("endless-slow");
    const undisturbed = await engine.ask("Go", { maxTokens: 40, ...greedy });
    const { reply } = await pausedReply();
    await engine.load("short");
    expect((await engine.ask("Hello")).text).toBe(shortAnswer);
    await engine.load("endless-slow");
    engine.client.continue(runId);
    expect(await reply).toMatchObject({ text: undisturbed.text, result: { end: "max-tokens" } });
  });

  it.each([
    ["another model", () => engine.load("short")],
    ["no model", () => engine.client.unload()],
  ])("fails with `no-model` when it continues with %s", async (_, replace) => {
    await engine.load("endless-slow");
    const { reply } = await pausedReply();
    await replace();
    engine.client.continue(runId);
    expect((await failureOf(reply))?.code).toBe("no-model");
    await engine.load("short");
    expect((await engine.ask("Hello")).text).toBe(shortAnswer);
  });

  it("ends normally when it is stopped, also without its model", async () => {
    await engine.load("endless-slow");
    for (const meanwhile of [() => Promise.resolve(), () => engine.client.unload()]) {
      const { reply } = await pausedReply(null);
      await meanwhile();
      engine.client.stop(runId);
      const { result, parts } = await reply;
      expect([result.end, parts[0]?.status]).toEqual(["stopped", "incomplete"]);
      engine.client.continue(runId);
      await engine.load("endless-slow");
    }
    expect((await engine.ask("Go", { maxTokens: 3 })).result.end).toBe("max-tokens");
  });

  it("continues when it was continued before the pause was reached", async () => {
    await engine.load("endless-slow");
    const reply = engine.ask("Go", { runId, maxTokens: 10, ...greedy });
    const paused = engine.client.pause(runId);
    engine.client.continue(runId);
    await paused;
    expect((await reply).result.end).toBe("max-tokens");
  });

  it("ends as stopped when the engine is disposed of", async () => {
    await engine.load("endless-slow");
    const { reply } = await pausedReply(null);
    await engine.client.dispose();
    expect((await reply).result.end).toBe("stopped");
    expect(engine.crashes).toEqual([]);
  });

  it("closes its reasoning after the pause when that was asked for in between", async () => {
    await engine.load("long-thought-slow");
    let deltas = 0;
    let pause: () => void = () => undefined;
    const isTime = new Promise<void>((resolve) => (pause = resolve));
    const reply = engine.ask("Hello", { runId, thinking: true, ...greedy }, ({ type }) => {
      if (type === "part-delta" && ++deltas === 3) pause();
    });
    await isTime;
    await engine.client.pause(runId);
    engine.client.endReasoning(runId);
    await engine.load("short");
    await engine.load("long-thought-slow");
    engine.client.continue(runId);
    expect((await reply).parts).toMatchObject([{ isCutShort: true }, { text: shortAnswer }]);
  });
});

describe.skipIf(process.platform === "win32")("the watchdog", { timeout: 60_000 }, () => {
  it("does not take a paused generation for a hanging one", async () => {
    const folder = await mkdtemp(join(tmpdir(), "facet-paused-"));
    const limits = { checkIntervalMs: 100, silentMs: 4_000, idleMs: 2_000, stuckMs: 600_000 };
    const hostPath = join(import.meta.dirname, "host/main.ts");
    const client = new EngineClient(forkEngine(hostPath), join(folder, "scratch"), limits);
    const crashes: unknown[] = [];
    client.onCrash((crash) => crashes.push(crash));
    await client.load(
      { modelId: "m", modelPath: await fixtureModel("endless-slow"), contextLength: null },
      () => null,
    );
    const request = {
      runId,
      systemPrompt: "",
      turns: [{ role: "user", text: "Go" }],
      thinking: false,
      maxTokens: 10,
      ...greedy,
    } as const;
    const reply = client.generate(request, () => undefined);
    await client.pause(runId);
    await sleep(2 * limits.idleMs);
    client.continue(runId);
    expect((await reply).end).toBe("max-tokens");
    expect(crashes).toEqual([]);
    await client.dispose();
    await rm(folder, { recursive: true });
  });
});

describe("counting the tokens of a prompt", () => {
  it("gives what a generation reports, at once during another generation", async () => {
    await engine.load("endless-slow");
    const running = engine.ask("Go", { runId, ...greedy });
    const turns = [{ role: "user", text: "How long is this?" }] as const;
    const counts = [true, false].map((thinking) =>
      engine.client.countTokens({ systemPrompt: "Be brief.", turns }, thinking),
    );
    const [thinking, plain] = await Promise.all(counts);
    engine.client.stop(runId);
    expect((await running).result.end).toBe("stopped");
    for (const [expected, isThinking] of [
      [thinking, true],
      [plain, false],
    ] as const) {
      const options = { systemPrompt: "Be brief.", turns, thinking: isThinking, maxTokens: 1 };
      expect((await engine.ask("", options)).result.stats.promptTokens).toBe(expected);
    }
  });

  it("fails with `no-model` when none is loaded", async () => {
    const counted = engine.client.countTokens(
      { systemPrompt: "", turns: [{ role: "user", text: "x" }] },
      false,
    );
    expect((await failureOf(counted))?.code).toBe("no-model");
  });
});
