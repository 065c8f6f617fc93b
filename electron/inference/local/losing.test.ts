import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import type { GenerationEvent } from "../../../shared/inference/generation.ts";
import { failureOf, greedy, TestEngine } from "../../../tests/fixtures/test-engine.ts";
import { shortAnswer } from "../../../tests/fixtures/texts.ts";

let engine: TestEngine;
beforeEach(() => {
  engine = new TestEngine();
});
afterEach(() => engine.dispose());

describe("an engine process that dies", () => {
  it("rejects the load when llama.cpp aborts, and restarts on the next use", async () => {
    const failure = await failureOf(engine.load("aborts-on-load"));
    expect(failure?.code).toBe("engine-crashed");
    expect(engine.crashes).toHaveLength(1);
    expect(engine.crashes[0]?.lastWords).toContain("GGML_ASSERT");
    expect(engine.client.loaded).toBeNull();
    await engine.load("short");
    expect((await engine.ask("Hello")).text).toBe(shortAnswer);
  });

  it("rejects a running generation, keeps its text, and restarts on the next use", async () => {
    await engine.load("endless-slow");
    let text = "";
    let deltas = 0;
    const onEvent = (event: GenerationEvent) => {
      if (event.type !== "part-delta") return;
      text += event.text;
      if (++deltas === 3) {
        engine.kill();
      }
    };
    const failure = await failureOf(engine.ask("Go", greedy, onEvent));
    expect(failure?.code).toBe("engine-crashed");
    expect(text).not.toBe("");
    expect(engine.crashes[0]).toMatchObject({ exitCode: null, signal: "SIGKILL" });
    await engine.load("short");
    expect((await engine.ask("Hello")).text).toBe(shortAnswer);
  });
});

describe("the stderr tail of a process", () => {
  it("contains no errors about stopped evaluations", async () => {
    await engine.load("endless-slow");
    const runId = "stopped";
    await engine.client.generate(
      {
        runId,
        systemPrompt: "",
        turns: [{ role: "user", text: "word ".repeat(160) }],
        thinking: false,
        maxTokens: 1,
        ...greedy,
      },
      (event) => {
        if (event.type === "prefill" && event.progress > 0) engine.client.stop(runId);
      },
    );
    const failure = failureOf(engine.ask("Go", greedy, ({ type }) => type === "part-delta" && engine.kill()));
    expect((await failure)?.code).toBe("engine-crashed");
    expect(engine.crashes[0]?.lastWords).not.toMatch(/compute|decode|removing/);
  });
});

describe("disposing of the engine", () => {
  it("stops the running reply instead of killing the process", async () => {
    await engine.load("endless");
    let hasBegun: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => (hasBegun = resolve));
    const reply = engine.ask("Go", {}, ({ type }) => type === "part-delta" && hasBegun());
    await begun;
    // The process is killed only when this clock reaches the limit.
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    await engine.client.dispose();
    expect((await reply).result.end).toBe("stopped");
    expect(engine.crashes).toEqual([]);
  });
});
