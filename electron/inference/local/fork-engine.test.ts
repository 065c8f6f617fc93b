import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { fixtureModel } from "../../../tests/fixtures/models.ts";
import type { ProcessExit } from "./engine-process.ts";
import { forkEngine } from "./fork-engine.ts";

const hostPath = join(import.meta.dirname, "host", "main.ts");

/**
 * A parent that starts an engine, generates a reply to `text`, and prints the engine's process id as soon as
 * `isTime`.
 */
const parentOf = (text: string, isTime: string) => `
  const { fork } = await import("node:child_process");
  const [hostPath, modelPath] = process.argv.slice(1);
  const child = fork(hostPath, [], { serialization: "advanced", stdio: ["ignore", "ignore", "ignore", "ipc"], execArgv: [] });
  child.send({ type: "load", requestId: 1, load: { modelId: "m", modelPath, contextLength: null } });
  child.send({ type: "generate", requestId: 2, generate: {
    runId: "r", systemPrompt: "", turns: [{ role: "user", text: ${text} }], thinking: false,
    sampling: { temperature: 0, topP: 1, topK: 0, seed: 1 }, maxTokens: null,
  } });
  child.on("message", ({ type, event }) => ${isTime} && console.log(child.pid));
`;

const busyEngines = [
  ["during a reply", parentOf('"Go"', 'type === "event" && event.type === "part-delta"'), 0],
  ["while loading a model", parentOf('"Go"', 'type === "load-progress"'), 0],
  // With this small vocabulary, llama.cpp tokenizes such a message for minutes.
  [
    "while native code blocks its main thread",
    parentOf('"天".repeat(1_000_000)', 'type === "load-progress"'),
    3_000,
  ],
] as const;

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe("a forked engine process", () => {
  it.each(busyEngines)("exits when its parent is killed %s", async (_, parent, waitMs) => {
    const modelPath = await fixtureModel("endless-slow");
    const child = spawn(process.execPath, ["--input-type=module", "-e", parent, hostPath, modelPath], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const enginePid = Number.parseInt(line.toString(), 10);
    expect(isAlive(enginePid)).toBe(true);
    await setTimeout(waitMs);
    child.kill("SIGKILL");
    await expect.poll(() => isAlive(enginePid), { timeout: 100_000 }).toBe(false);
  });

  it("reports its exit code and the end of its stderr", async () => {
    const process = forkEngine(join(import.meta.dirname, "no-such-host.ts"))(null);
    const exit = await new Promise<ProcessExit>((resolve) => process.onExit(resolve));
    expect(exit).toMatchObject({ exitCode: 1, signal: null });
    expect(exit.lastWords).toContain("no-such-host.ts");
    // Calls after the exit have no effect.
    process.post({ type: "unload", requestId: 1 });
    process.kill();
  });
});
