import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { toFailure } from "../../../shared/ipc/result.ts";
import { fixtureModel } from "../../../tests/fixtures/models.ts";
import { shortAnswer } from "../../../tests/fixtures/texts.ts";
import { EngineClient } from "./engine-client.ts";
import type { EngineProcess } from "./engine-process.ts";
import type { EngineCrash } from "./engine.ts";
import { forkEngine } from "./fork-engine.ts";

/** Sooner than in the app; still longer than a busy machine keeps a process waiting. */
const limits = { lookMs: 100, silentMs: 8_000, idleMs: 10_000, fruitlessMs: 600_000 };
const hosts = {
  real: join(import.meta.dirname, "host", "main.ts"),
  looping: join(import.meta.dirname, "../../../tests/fixtures/looping-host.ts"),
};

let folder = "";
let running: EngineProcess | null = null;
let client: EngineClient;
let crashes: EngineCrash[] = [];

function start(host: keyof typeof hosts): EngineClient {
  const fork = forkEngine(hosts[host]);
  client = new EngineClient((scratch) => (running = fork(scratch)), null, limits);
  client.onCrash((crash) => crashes.push(crash));
  return client;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "facet-hangs-"));
});
afterEach(async () => {
  await client.dispose();
  crashes = [];
});
afterAll(() => rm(folder, { recursive: true }));

const load = (modelPath: string) =>
  client.load({ modelId: "m", modelPath, contextLength: null }, () => undefined);

let runs = 0;

/** What is said, or the code of the failure. */
async function ask(text: string, maxTokens: number | null, onDelta: (seq: number) => void = () => undefined) {
  let said = "";
  const request = {
    runId: `run ${++runs}`,
    systemPrompt: "",
    turns: [{ role: "user", text }],
    thinking: false,
    sampling: { temperature: 0, topP: 1, topK: 0, seed: 1 },
    maxTokens,
  } as const;
  const delta = ({ seq, text: more }: { readonly seq: number; readonly text: string }) => {
    said += more;
    onDelta(seq);
  };
  const code = await client
    .generate(request, { reading: () => undefined, delta, thoughtEnded: () => undefined })
    .then(({ end }) => end)
    .catch((error: unknown) => toFailure(error).code);
  return { said, code };
}

const signal = (name: NodeJS.Signals) => void process.kill(running?.pid ?? 0, name);

describe.skipIf(process.platform === "win32")("an engine that hangs", { timeout: 120_000 }, () => {
  it("in mid-reply is noticed, ended and replaced; what was said stays", async () => {
    start("real");
    await load(await fixtureModel("endless-slow"));
    const { said, code } = await ask("Go", null, (seq) => seq === 3 && signal("SIGSTOP"));
    expect([code, said !== ""]).toEqual(["engine-hung", true]);
    expect(crashes).toMatchObject([{ hang: "silent", signal: "SIGKILL" }]);
    expect(client.loaded).toBeNull();
    await load(await fixtureModel("short"));
    expect((await ask("Hello", null)).said).toBe(shortAnswer);
  });

  it("in an endless loop is noticed and replaced", async () => {
    start("looping");
    await load(await fixtureModel("short"));
    expect((await ask("Loop for ever", null)).code).toBe("engine-hung");
    expect(crashes).toMatchObject([{ hang: "silent" }]);
    await load(await fixtureModel("short"));
    expect((await ask("Hello", null)).said).toBe(shortAnswer);
  });

  it("while it loads, waiting for what never comes, is noticed though its main thread answers", async () => {
    start("real");
    const pipe = join(folder, "pipe.gguf");
    execFileSync("mkfifo", [pipe]);
    const failure = await load(pipe).catch(toFailure);
    expect(failure).toMatchObject({ code: "engine-hung", data: { reason: "idle" } });
    await load(await fixtureModel("short"));
    expect((await ask("Hello", null)).said).toBe(shortAnswer);
  });
});

describe.skipIf(process.platform === "win32")("an engine that does not hang", { timeout: 120_000 }, () => {
  it("is left alone when it stood still for a while", async () => {
    start("real");
    await load(await fixtureModel("endless-slow"));
    const reply = ask("Go", 40, (seq) => {
      if (seq !== 3) return;
      signal("SIGSTOP");
      setTimeout(() => signal("SIGCONT"), limits.silentMs / 2);
    });
    expect((await reply).code).toBe("max-tokens");
    expect(crashes).toEqual([]);
  });

  it("is left alone when it has nothing to do, and when this process itself stood still", async () => {
    start("real");
    await load(await fixtureModel("short"));
    await sleep(limits.silentMs + 1_000);
    const reply = ask("Hello", null);
    const until = performance.now() + limits.silentMs + 1_000;
    while (performance.now() < until);
    expect((await reply).said).toBe(shortAnswer);
    expect(crashes).toEqual([]);
  });
});
