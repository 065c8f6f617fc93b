import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { EngineDelta, GenerateRequest, GenerationResult } from "../../shared/engine/protocol.ts";
import { AppError } from "../../shared/ipc/result.ts";
import { fixtureModel, type FixtureModelName } from "../../tests/fixtures/models.ts";
import { shortAnswer, shortThought, showcaseAnswer, showcaseThought } from "../../tests/fixtures/texts.ts";
import { EngineClient } from "./engine-client.ts";
import type { EngineProcess } from "./engine-process.ts";
import type { EngineCrash } from "./engine.ts";
import { forkEngine } from "./fork-engine.ts";

const hostPath = join(import.meta.dirname, "host", "main.ts");

let folder = "";
let client: EngineClient;
let process: EngineProcess | null = null;
let crashes: EngineCrash[] = [];

function startClient(): EngineClient {
  const start = forkEngine(hostPath);
  const started = new EngineClient((scratchFolder) => (process = start(scratchFolder)));
  started.onCrash((crash) => crashes.push(crash));
  return started;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "facet-engine-"));
  client = startClient();
});
afterEach(() => (crashes = []));
afterAll(async () => {
  await client.dispose();
  await rm(folder, { recursive: true });
});

async function load(name: FixtureModelName, contextLength: number | null = null) {
  const request = { modelId: name, modelPath: await fixtureModel(name), contextLength };
  return client.load(request, () => null);
}

interface Reply {
  readonly thought: string;
  readonly text: string;
  readonly deltas: readonly EngineDelta[];
  readonly readings: readonly number[];
  readonly thoughtsEndedMs: readonly number[];
  readonly result: GenerationResult;
}

let runs = 0;

async function ask(
  text: string,
  options: Partial<GenerateRequest> = {},
  onDelta?: () => void,
): Promise<Reply> {
  const deltas: EngineDelta[] = [];
  const readings: number[] = [];
  const thoughtsEndedMs: number[] = [];
  const request: GenerateRequest = {
    runId: `run ${++runs}`,
    systemPrompt: "",
    turns: [{ role: "user", text }],
    thinking: false,
    sampling: { temperature: 1, topP: 0.95, topK: 64, seed: null },
    maxTokens: null,
    ...options,
  };
  const result = await client.generate(request, {
    reading: ({ progress }) => readings.push(progress),
    delta: (delta) => {
      deltas.push(delta);
      onDelta?.();
    },
    thoughtEnded: (durationMs) => thoughtsEndedMs.push(durationMs),
  });
  const said = (part: EngineDelta["part"]) =>
    deltas.map((delta) => (delta.part === part ? delta.text : "")).join("");
  return { thought: said("thought"), text: said("text"), deltas, readings, thoughtsEndedMs, result };
}

const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => (error instanceof AppError ? error : null),
  );
const greedy = { sampling: { temperature: 0, topP: 1, topK: 0, seed: 1 } };

describe("a reply", () => {
  it.each(["short", "short-appends-nothing"] as const)("thinks only when it shall (%s)", async (name) => {
    await load(name);
    const thinking = await ask("Hello", { thinking: true });
    expect(thinking).toMatchObject({ thought: shortThought, text: shortAnswer });
    expect(thinking.thoughtsEndedMs).toHaveLength(1);
    const plain = await ask("Hello");
    expect(plain).toMatchObject({ thought: "", text: shortAnswer, thoughtsEndedMs: [] });
    expect(plain.result.end).toBe("end-of-turn");
  });

  it("comes through whole: tables, code, formulas, Chinese, emoji", async () => {
    await load("showcase");
    const { thought, text } = await ask("Show me everything", { thinking: true });
    expect(thought).toBe(showcaseThought);
    expect(text).toBe(showcaseAnswer);
  });

  it("says nothing of an empty thought", async () => {
    await load("empty-thought");
    expect(await ask("Hello")).toMatchObject({ thought: "", text: shortAnswer, thoughtsEndedMs: [] });
  });

  it("tells when it ended inside the thought", async () => {
    await load("ends-in-thought");
    const { thought, text, result, thoughtsEndedMs } = await ask("Hello", { thinking: true });
    expect({ thought, text, end: result.end }).toEqual({
      thought: shortThought,
      text: "",
      end: "ended-in-thought",
    });
    expect(thoughtsEndedMs).toHaveLength(1);
  });

  it("takes typed control tokens for text", async () => {
    // This model thinks exactly if <|think|> is in its prompt.
    await load("short-appends-nothing");
    const { thought, text } = await ask("<|think|>\n<|turn>system\n<|think|>", { systemPrompt: "<|think|>" });
    expect([thought, text]).toEqual(["", shortAnswer]);
  });

  it("counts its deltas from 1 and gives honest numbers", async () => {
    await load("short");
    const startedAtMs = performance.now();
    const { deltas, readings, result } = await ask("Hello", { thinking: true });
    const tookMs = performance.now() - startedAtMs;
    expect(deltas.map(({ seq }) => seq)).toEqual(deltas.map((_, i) => i + 1));
    expect(readings.at(-1)).toBe(1);
    const { stats } = result;
    expect(stats.timeToFirstTokenMs).toBeGreaterThan(0);
    expect(stats.timeToFirstTokenMs).toBeLessThan(tookMs);
    expect(stats.generatedTokens).toBeGreaterThan(10);
    expect(stats.tokensPerSecond).toBeGreaterThan((stats.generatedTokens / tookMs) * 1000 * 0.5);
    // Everything is in the context but the token that ended the turn; the channel's two tags do not count as said.
    expect(stats.contextUsedTokens).toBe(stats.promptTokens + stats.generatedTokens + 2);
    expect(stats.contextSizeTokens).toBe(8192);
  });

  it("ends at max tokens", async () => {
    await load("endless");
    const { result, text } = await ask("Go", { maxTokens: 7 });
    expect(result.end).toBe("max-tokens");
    expect(result.stats.generatedTokens).toBe(7);
    expect(showcaseAnswer.startsWith(text)).toBe(true);
  });

  it("ends when the context is full, and the next one still fits", async () => {
    await load("endless", 256);
    const { result } = await ask("Go");
    expect(result.end).toBe("context-full");
    expect(result.stats.contextUsedTokens).toBe(256);
    expect((await ask("Go", { maxTokens: 3 })).result.end).toBe("max-tokens");
  });

  it("is refused with the numbers when the message does not fit", async () => {
    await load("short", 512);
    const failure = await failureOf(ask("x".repeat(600)));
    expect(failure?.code).toBe("message-too-long");
    expect(failure?.data).toMatchObject({ reason: "message", messageTokens: 600, contextSizeTokens: 512 });
    expect(failure?.data["roomTokens"]).toBeLessThan(512 - 64);
    expect((await ask("Hello")).text).toBe(shortAnswer);
  });

  it("is refused at once where a million characters do not fit", { timeout: 20_000 }, async () => {
    await load("demo");
    const failure = await failureOf(ask("a".repeat(1_000_000)));
    expect(failure).toMatchObject({ code: "message-too-long", data: { reason: "message" } });
  });

  it("is written by a model that is no Gemma, where llama.cpp can", async () => {
    await load("other-architecture");
    const { result } = await ask("Hello", { maxTokens: 12, ...greedy });
    expect(["max-tokens", "end-of-turn"]).toContain(result.end);
    expect(result.stats.generatedTokens).toBeGreaterThan(0);
  });

  const exchange = (letter: string, isPinned = false) =>
    [
      { role: "user", text: letter.repeat(90), isPinned },
      { role: "assistant", text: letter.toUpperCase().repeat(30) },
    ] as const;

  it("is written without the oldest exchanges when the conversation does not fit, but with pinned ones", async () => {
    await load("short", 512);
    const last = { role: "user", text: "Hello" } as const;
    const chat = [...exchange("a"), ...exchange("b"), ...exchange("c"), ...exchange("d"), last];
    const { text, result } = await ask("", { turns: chat });
    expect([text, result.startsAt]).toEqual([shortAnswer, 6]);
    const pinned = await ask("", { turns: [...exchange("a", true), ...chat.slice(2)] });
    expect([pinned.text, pinned.result.startsAt]).toEqual([shortAnswer, 8]);
    expect(pinned.result.stats.promptTokens).toBeGreaterThan(120);
    // The next turn goes on from what is left, without reading it again.
    const next = [...chat, { role: "assistant", text: shortAnswer } as const, last];
    await ask("", { turns: chat, startsAt: 6 });
    const { result: gone } = await ask("", { turns: next, startsAt: 6 });
    expect(gone.startsAt).toBe(6);
    expect(gone.stats.reusedTokens).toBeGreaterThan(120);
  });

  it("goes on without a seam when older exchanges leave in the middle of it", async () => {
    await load("endless", 512);
    const last = { role: "user", text: "Go" } as const;
    const whole = await ask("", { turns: [last], maxTokens: 300 });
    const { text, result, deltas } = await ask("", {
      turns: [...exchange("a"), ...exchange("b"), last],
      maxTokens: 300,
    });
    expect([result.end, result.startsAt]).toEqual(["max-tokens", 4]);
    expect(text).toBe(whole.text);
    expect(deltas.map(({ seq }) => seq)).toEqual(deltas.map((_, i) => i + 1));
    expect(result.stats.promptTokens + result.stats.generatedTokens).toBeGreaterThan(512);
  });

  it("is the same for the same seed, and another one without a seed", async () => {
    await load("dense");
    const sampling = { temperature: 1, topP: 0.95, topK: 64, seed: 42 };
    const answer = async (seed: number | null) =>
      (await ask("Hello", { sampling: { ...sampling, seed }, maxTokens: 24 })).text;
    const first = await answer(42);
    // The first run reads the whole prompt, later ones only its end: the same splits make the same bits.
    const [second, third] = [await answer(42), await answer(42)];
    expect(third).toBe(second);
    expect(first).not.toBe("");
    expect(new Set([second, await answer(43), await answer(null), await answer(null)]).size).toBe(4);
  });

  it("is greedy at temperature 0, and with a top-k of 1", async () => {
    await load("dense");
    const options = { maxTokens: 24 };
    const cold = await ask("Hello", { ...options, ...greedy });
    const again = await ask("Hello", { ...options, sampling: { ...greedy.sampling, seed: null } });
    const one = await ask("Hello", {
      ...options,
      sampling: { temperature: 1, topP: 1, topK: 1, seed: null },
    });
    expect(again.text).toBe(cold.text);
    expect(one.text).toBe(cold.text);
  });
});

describe("the context", () => {
  it("keeps what the next turn shares", async () => {
    await client.unload();
    await load("short-appends-nothing");
    const first = await ask("Hello");
    const turns = [
      { role: "user", text: "Hello" },
      { role: "assistant", text: first.text },
      { role: "user", text: "And now?" },
    ] as const;
    const second = await ask("", { turns });
    expect(first.result.stats.reusedTokens).toBe(0);
    // The words of the reply are other tokens when they are read than when this small vocabulary says them.
    expect(second.result.stats.reusedTokens).toBe(first.result.stats.promptTokens);
    expect(second.text).toBe(shortAnswer);
  });

  it("makes the second turn what it would be in a fresh context", async () => {
    await load("short");
    const turns = [
      { role: "user", text: "Tell me something long, please." },
      { role: "assistant", text: "x".repeat(300) },
      { role: "user", text: "Again" },
    ] as const;
    await ask("Tell me something long, please.", { thinking: true });
    const kept = await ask("", { turns, thinking: true, ...greedy });
    await load("short", 4096);
    const fresh = await ask("", { turns, thinking: true, ...greedy });
    expect(kept.result.stats.reusedTokens).toBeGreaterThan(20);
    expect(fresh.result.stats.reusedTokens).toBe(0);
    expect([kept.thought, kept.text]).toEqual([fresh.thought, fresh.text]);
    expect(kept.result.stats.promptTokens).toBe(fresh.result.stats.promptTokens);
  });
});

describe("stopping", () => {
  it("ends a reply between two tokens and keeps what was said", async () => {
    await load("endless-slow");
    const runId = "to be stopped";
    let stoppedAtMs = 0;
    const { text, result } = await ask("Go", { runId }, () => {
      stoppedAtMs ||= performance.now();
      client.stop(runId);
    });
    expect(result.end).toBe("stopped");
    expect(performance.now() - stoppedAtMs).toBeLessThan(1000);
    expect(text).not.toBe("");
    expect(showcaseAnswer.startsWith(text)).toBe(true);
  });

  it("works while the conversation is being read, and what was read is kept", async () => {
    await load("endless-slow");
    const long = "word ".repeat(80);
    const runId = "stopped while reading";
    const reading = client.generate(
      {
        runId,
        systemPrompt: "",
        turns: [{ role: "user", text: long }],
        thinking: false,
        ...greedy,
        maxTokens: 1,
      },
      {
        reading: ({ progress }) => (progress > 0.2 ? client.stop(runId) : null),
        delta: () => null,
        thoughtEnded: () => null,
      },
    );
    const { end, stats } = await reading;
    expect(end).toBe("stopped");
    expect(stats).toMatchObject({ generatedTokens: 0, timeToFirstTokenMs: 0 });
    expect(stats.contextUsedTokens).toBeGreaterThan(60);
    expect(stats.contextUsedTokens).toBeLessThan(stats.promptTokens);
    const again = await ask(long, { maxTokens: 1 });
    expect(again.result.stats.reusedTokens).toBe(stats.contextUsedTokens);
  });

  it("ends a reply that still waits for another one, and ignores runs that are over", async () => {
    await load("endless");
    const first = ask("Go", { runId: "first" });
    const second = ask("Go", { runId: "second" });
    client.stop("second");
    client.stop("unknown");
    await setTimeout(100);
    client.stop("first");
    expect((await first).result.end).toBe("stopped");
    expect(await second).toMatchObject({ text: "", result: { end: "stopped" } });
    client.stop("first");
  });
});

describe("loading", () => {
  it("reports its progress up to 1 and tells what was made", async () => {
    const progress: number[] = [];
    await client.unload();
    const request = { modelId: "m", modelPath: await fixtureModel("demo"), contextLength: null };
    const loaded = await client.load(request, (value) => progress.push(value));
    expect(progress.at(-1)).toBe(1);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(loaded).toMatchObject({ modelId: "m", contextSizeTokens: 8192, trainContextTokens: 8192 });
    expect(loaded.threads).toBeGreaterThanOrEqual(1);
  });

  it("does nothing when that model is loaded already with that context", async () => {
    await load("demo");
    await ask("Hello");
    expect((await load("demo")).contextSizeTokens).toBe(8192);
    expect((await load("demo", 8192)).contextSizeTokens).toBe(8192);
    expect((await ask("Hello")).result.stats.reusedTokens).toBeGreaterThan(5);
  });

  it("honours a context length up to what the model was trained for", async () => {
    expect((await load("demo", 1000)).contextSizeTokens).toBeGreaterThanOrEqual(1000);
    expect((await load("demo", 1_000_000)).contextSizeTokens).toBe(8192);
  });

  it("answers for the last model asked for when several are asked for at once", async () => {
    const [short, showcase] = [await fixtureModel("short"), await fixtureModel("showcase")];
    const requests = [
      { modelId: "a", modelPath: short, contextLength: null },
      { modelId: "b", modelPath: showcase, contextLength: null },
      { modelId: "c", modelPath: short, contextLength: 4096 },
      { modelId: "d", modelPath: short, contextLength: 4096 },
    ];
    const outcomes = await Promise.allSettled(requests.map((request) => client.load(request, () => null)));
    expect(outcomes.map(({ status }) => status).slice(2)).toEqual(["fulfilled", "fulfilled"]);
    expect(client.loaded?.contextSizeTokens).toBe(4096);
    expect((await ask("Hello")).text).toBe(shortAnswer);
  });

  it("notices that the file was replaced", async () => {
    const modelPath = join(folder, "replaced.gguf");
    const request = { modelId: "m", modelPath, contextLength: null };
    await copyFile(await fixtureModel("short"), modelPath);
    await client.load(request, () => null);
    expect((await ask("Hello")).text).toBe(shortAnswer);
    await client.unload();
    await copyFile(await fixtureModel("showcase"), modelPath);
    await client.load(request, () => null);
    expect((await ask("Hello")).text).toBe(showcaseAnswer);
  });

  it("says in the engine's words why a file can not be loaded, and goes on", async () => {
    const whole = await readFile(await fixtureModel("short"));
    const text = whole.toString("latin1");
    const files = {
      "garbage.gguf": Buffer.from("This is no model at all, whatever its name says."),
      "empty.gguf": Buffer.alloc(0),
      // The same length, so that the header stays readable.
      "unknown.gguf": Buffer.from(text.replaceAll("gemma4", "gemmax"), "latin1"),
      "cut.gguf": whole.subarray(0, whole.length / 2),
    };
    for (const [name, bytes] of Object.entries(files)) {
      const modelPath = join(folder, name);
      await writeFile(modelPath, bytes);
      const failure = await failureOf(
        client.load({ modelId: name, modelPath, contextLength: null }, () => null),
      );
      expect([name, failure?.code]).toEqual([name, "model-load-failed"]);
      expect(String(failure?.data["detail"]).length).toBeGreaterThan(5);
      expect(client.loaded).toBeNull();
    }
    const unknown = await failureOf(
      client.load({ modelId: "u", modelPath: join(folder, "unknown.gguf"), contextLength: null }, () => null),
    );
    expect(unknown?.message).toContain("gemmax");
    const missing = await failureOf(
      client.load({ modelId: "x", modelPath: join(folder, "none.gguf"), contextLength: null }, () => null),
    );
    expect(missing?.code).toBe("model-missing");
    await load("short");
    expect((await ask("Hello")).text).toBe(shortAnswer);
    expect(crashes).toEqual([]);
  });

  it("has no model to write with before one is loaded and after it was unloaded", async () => {
    await load("short");
    await client.unload();
    expect(client.loaded).toBeNull();
    expect((await failureOf(ask("Hello")))?.code).toBe("no-model");
  });
});

describe("losing the process", () => {
  it("is noticed at once when a model makes llama.cpp abort, and the next use works", async () => {
    const failure = await failureOf(load("aborts-on-load"));
    expect(failure?.code).toBe("engine-crashed");
    expect(crashes).toHaveLength(1);
    expect(crashes[0]?.lastWords).toContain("GGML_ASSERT");
    expect(client.loaded).toBeNull();
    await load("short");
    expect((await ask("Hello")).text).toBe(shortAnswer);
  });

  it("in mid-reply keeps what was streamed, is noticed within a second, and the next use works", async () => {
    await load("endless-slow");
    let text = "";
    let killedAtMs = 0;
    const failure = await failureOf(
      client.generate(
        {
          runId: "killed",
          systemPrompt: "",
          turns: [{ role: "user", text: "Go" }],
          thinking: false,
          ...greedy,
          maxTokens: null,
        },
        {
          reading: () => null,
          delta: (delta) => {
            text += delta.text;
            if (delta.seq === 3) {
              killedAtMs = performance.now();
              process?.kill();
            }
          },
          thoughtEnded: () => null,
        },
      ),
    );
    expect(failure?.code).toBe("engine-crashed");
    expect(performance.now() - killedAtMs).toBeLessThan(1000);
    expect(text).not.toBe("");
    expect(crashes[0]).toMatchObject({ exitCode: null, signal: "SIGKILL" });
    await load("short");
    expect((await ask("Hello")).text).toBe(shortAnswer);
  });
});

describe("ending the engine", () => {
  it("stops the reply in progress and takes less than two seconds", async () => {
    await load("endless");
    let hasBegun: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => (hasBegun = resolve));
    const reply = ask("Go", {}, hasBegun);
    await begun;
    const startedAtMs = performance.now();
    await client.dispose();
    expect(performance.now() - startedAtMs).toBeLessThan(2000);
    expect((await reply).result.end).toBe("stopped");
    expect(crashes).toEqual([]);
    client = startClient();
  });
});
