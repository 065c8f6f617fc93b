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
import { generateRequest } from "../../../tests/fixtures/generate-request.ts";

/** Shorter than in the app, but longer than a busy machine delays a process. */
const limits = { checkIntervalMs: 100, silentMs: 8_000, idleMs: 10_000, stuckMs: 600_000 };
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

/** The generated text, and the end or error code. */
async function ask(
  text: string,
  maxTokens: number | null,
  onDelta: (count: number) => void = () => undefined,
) {
  let said = "";
  const turns = [{ role: "user", text }] as const;
  const request = generateRequest({ runId: `run ${++runs}`, turns, maxTokens });
  let deltas = 0;
  const code = await client
    .generate(request, (event) => {
      if (event.type !== "part-delta") return;
      said += event.text;
      onDelta(++deltas);
    })
    .then(({ end }) => end)
    .catch((error: unknown) => toFailure(error).code);
  return { said, code };
}

const signal = (name: NodeJS.Signals) => void process.kill(running?.pid ?? 0, name);

describe.skipIf(process.platform === "win32")("an engine process that hangs", { timeout: 120_000 }, () => {
  it("is killed and replaced when it is suspended during a reply, and the text so far is kept", async () => {
    start("real");
    await load(await fixtureModel("endless-slow"));
    const { said, code } = await ask("Go", null, (count) => count === 3 && signal("SIGSTOP"));
    expect([code, said !== ""]).toEqual(["engine-hung", true]);
    expect(crashes).toMatchObject([{ hang: "silent", signal: "SIGKILL" }]);
    expect(client.loaded).toBeNull();
    await load(await fixtureModel("short"));
    expect((await ask("Hello", null)).said).toBe(shortAnswer);
  });

  it("is killed and replaced when it is in an endless loop", async () => {
    start("looping");
    await load(await fixtureModel("short"));
    expect((await ask("Loop for ever", null)).code).toBe("engine-hung");
    expect(crashes).toMatchObject([{ hang: "silent" }]);
    await load(await fixtureModel("short"));
    expect((await ask("Hello", null)).said).toBe(shortAnswer);
  });

  it("is killed and replaced when loading blocks, although its main thread answers pings", async () => {
    start("real");
    const pipe = join(folder, "pipe.gguf");
    execFileSync("mkfifo", [pipe]);
    const failure = await load(pipe).catch(toFailure);
    expect(failure).toMatchObject({ code: "engine-hung", data: { reason: "idle" } });
    await load(await fixtureModel("short"));
    expect((await ask("Hello", null)).said).toBe(shortAnswer);
  });
});

describe.skipIf(process.platform === "win32")(
  "an engine process that does not hang",
  { timeout: 120_000 },
  () => {
    it("is kept when it was suspended for less than the limit", async () => {
      start("real");
      await load(await fixtureModel("endless-slow"));
      const reply = ask("Go", 40, (count) => {
        if (count !== 3) return;
        signal("SIGSTOP");
        setTimeout(() => signal("SIGCONT"), limits.silentMs / 2);
      });
      expect((await reply).code).toBe("max-tokens");
      expect(crashes).toEqual([]);
    });

    it("is kept when it has no requests, and when this process itself was blocked", async () => {
      start("real");
      await load(await fixtureModel("short"));
      await sleep(limits.silentMs + 1_000);
      const reply = ask("Hello", null);
      const until = performance.now() + limits.silentMs + 1_000;
      while (performance.now() < until);
      expect((await reply).said).toBe(shortAnswer);
      expect(crashes).toEqual([]);
    });
  },
);
