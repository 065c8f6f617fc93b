import { describe, expect, it, onTestFinished, vi } from "vitest";
import { noDrafting } from "../../../shared/inference/drafting.ts";
import type { EngineMessage, EngineRequest } from "../../../shared/inference/engine-protocol.ts";
import { AppError } from "../../../shared/ipc/result.ts";
import { EngineClient } from "./engine-client.ts";
import type { EngineProcess, ProcessExit } from "./engine-process.ts";
import type { EngineCrash } from "./engine.ts";
import { generateRequest } from "../../../tests/fixtures/generate-request.ts";

/** Replaces the process where the moment of a fault matters; `losing.test.ts` uses a real one. */
class ScriptedProcess implements EngineProcess {
  readonly pid = undefined;
  readonly requests: EngineRequest[] = [];
  isKilled = false;
  /** Whether a kill ends the process, unlike one that waits for a disk or a driver. */
  isKillable = true;
  #onMessage: (message: EngineMessage) => void = () => undefined;
  #onExit: (exit: ProcessExit) => void = () => undefined;

  post(request: EngineRequest): void {
    this.requests.push(request);
  }
  onMessage(listener: (message: EngineMessage) => void): void {
    this.#onMessage = listener;
  }
  onExit(listener: (exit: ProcessExit) => void): void {
    this.#onExit = listener;
  }
  kill(): void {
    this.isKilled = true;
    if (this.isKillable) this.end({ exitCode: null, signal: "SIGKILL", lastWords: "" });
  }

  say(message: unknown): void {
    this.#onMessage(message as EngineMessage);
  }
  end(exit: ProcessExit): void {
    this.#onExit(exit);
  }
}

function scripted() {
  const processes: ScriptedProcess[] = [];
  const client = new EngineClient(() => {
    const process = new ScriptedProcess();
    processes.push(process);
    return process;
  });
  return { client, processes, last: () => processes.at(-1) ?? new ScriptedProcess() };
}

const load = { modelId: "a", modelPath: "/a.gguf", contextLength: null };
const loaded = {
  modelId: "a",
  contextSizeTokens: 4096,
  trainContextTokens: 4096,
  gpu: null,
  gpuLayers: 0,
  threads: 1,
  flashAttention: true,
  callsTools: true,
  media: { sees: false, hears: false, problem: null },
  drafting: noDrafting,
};
const run = (runId: string) => generateRequest({ runId });
const silent = () => undefined;
const crash = { exitCode: 134, signal: "SIGABRT", lastWords: "GGML_ASSERT" };
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "no error",
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );

describe("EngineClient", () => {
  it("starts one process on first use", () => {
    const { client, processes } = scripted();
    expect(processes).toHaveLength(0);
    void client.load(load, () => null);
    void client.generate(run("r"), silent);
    expect(processes).toHaveLength(1);
  });

  it("resolves each request with its own response", async () => {
    const { client, last } = scripted();
    const first = client.load(load, () => null);
    const second = client.load({ ...load, modelId: "b" }, () => null);
    last().say({ type: "done", requestId: 2, value: { ...loaded, modelId: "b" } });
    last().say({ type: "done", requestId: 1, value: loaded });
    expect((await first).modelId).toBe("a");
    expect((await second).modelId).toBe("b");
  });

  it("passes progress and events to the listener of their load or run", async () => {
    const { client, last } = scripted();
    const heard: unknown[] = [];
    void client.load(load, (progress) => heard.push(progress));
    void client.generate(run("r"), (event) => heard.push(event));
    const prefill = { type: "prefill", progress: 1 };
    const delta = { type: "part-delta", partId: "p", text: "Hello" };
    last().say({ type: "load-progress", modelId: "a", progress: 0.5 });
    last().say({ type: "load-progress", modelId: "another", progress: 0.6 });
    last().say({ type: "event", runId: "r", event: prefill });
    last().say({ type: "event", runId: "another", event: { ...delta, text: "Not for us" } });
    last().say({ type: "event", runId: "r", event: delta });
    expect(heard).toEqual([0.5, prefill, delta]);
  });

  it("keeps and passes on how the loaded model drafts, of no other model", async () => {
    const { client, last } = scripted();
    const heard: unknown[] = [];
    const drafting = {
      drafter: { type: "paused", reason: "low-acceptance", measured: { acceptanceRate: 0.1, speedup: 0.8 } },
      lookup: { type: "on", measured: null },
    } as const;
    const loading = client.load(load, () => null);
    const unsubscribe = client.onDrafting((state) => heard.push(state));
    last().say({ type: "drafting", drafting });
    last().say({ type: "done", requestId: 1, value: loaded });
    await loading;
    last().say({ type: "drafting", drafting: { ...drafting, lookup: { type: "on" } } });
    expect(client.loaded).toEqual(loaded);
    last().say({ type: "drafting", drafting });
    expect(client.loaded).toEqual({ ...loaded, drafting });
    expect(heard).toEqual([drafting]);
    unsubscribe();
    last().say({ type: "drafting", drafting: noDrafting });
    expect(heard).toEqual([drafting]);
  });

  it("ignores unexpected messages", async () => {
    const { client, last } = scripted();
    const loading = client.load(load, () => null);
    for (const odd of [null, 7, "x", {}, { type: "new" }, { type: "done", requestId: 99, value: null }]) {
      last().say(odd);
    }
    last().say({ type: "done", requestId: 1, value: loaded });
    last().say({ type: "failed", requestId: 1, error: { code: "internal", message: "late", data: {} } });
    expect(await loading).toEqual(loaded);
  });

  it("rejects what is no answer to its request, and ignores events that are none", async () => {
    const { client, last } = scripted();
    const heard: unknown[] = [];
    const loading = client.load(load, () => null);
    const generating = client.generate(run("r"), (event) => heard.push(event));
    const probing = client.probeGpu();
    const odd = [
      null,
      "x",
      { type: "part-delta", partId: 7, text: "x" },
      { type: "part-ended", partId: "p" },
      { type: "new" },
    ];
    for (const event of odd) last().say({ type: "event", runId: "r", event });
    last().say({ type: "done", requestId: 1, value: { ...loaded, contextSizeTokens: "many" } });
    last().say({ type: "done", requestId: 2, value: { end: "end-of-turn" } });
    last().say({ type: "done", requestId: 3, value: { names: "all" } });
    expect(await Promise.all([loading, generating, probing].map(codeOf))).toEqual([
      "engine-failed",
      "engine-failed",
      "engine-failed",
    ]);
    expect(heard).toEqual([]);
    expect(client.loaded).toBeNull();
  });

  it("rejects with the code and data of a failure", async () => {
    const { client, last } = scripted();
    const loading = client.load(load, () => null);
    const error = { code: "model-load-failed", message: "broken", data: { detail: "bad magic" } };
    last().say({ type: "failed", requestId: 1, error });
    await expect(loading).rejects.toMatchObject(error);
    expect(client.loaded).toBeNull();
  });

  it("exposes the loaded model", async () => {
    const { client, last } = scripted();
    const loading = client.load(load, () => null);
    expect(client.loaded).toBeNull();
    last().say({ type: "done", requestId: 1, value: loaded });
    await loading;
    expect(client.loaded).toEqual(loaded);
    void client.load(load, () => null);
    expect(client.loaded).toEqual(loaded);
    void client.load({ ...load, modelPath: "/b.gguf" }, () => null);
    expect(client.loaded).toBeNull();
  });

  it("rejects all pending calls when the process exits, reports the crash, and starts another process", async () => {
    const { client, processes, last } = scripted();
    const crashes: EngineCrash[] = [];
    client.onCrash((heard) => crashes.push(heard));
    const loading = client.load(load, () => null);
    last().say({ type: "done", requestId: 1, value: loaded });
    await loading;
    const codes = Promise.all([codeOf(client.generate(run("r"), silent)), codeOf(client.unload())]);
    last().end(crash);
    expect(await codes).toEqual(["engine-crashed", "engine-crashed"]);
    expect(client.loaded).toBeNull();
    expect(crashes).toEqual([{ ...crash, hang: null, opening: null }]);
    void client.load(load, () => null);
    expect(processes).toHaveLength(2);
  });

  it("reports a crash without pending calls, until the listener unsubscribes", () => {
    const { client, last } = scripted();
    const crashes: EngineCrash[] = [];
    const stopListening = client.onCrash((heard) => crashes.push(heard));
    void client.load(load, () => null).catch(() => null);
    last().end(crash);
    stopListening();
    void client.load(load, () => null).catch(() => null);
    last().end(crash);
    expect(crashes).toHaveLength(1);
  });

  it("forwards a stop, and does nothing when no process runs", async () => {
    const { client, processes, last } = scripted();
    client.stop("r");
    await client.unload();
    expect(processes).toHaveLength(0);
    void client.generate(run("r"), silent);
    client.stop("r");
    expect(last().requests.at(-1)).toEqual({ type: "stop", runId: "r" });
  });

  it("shuts the process down without reporting a crash, and rejects later calls", async () => {
    const { client, last } = scripted();
    const crashes: EngineCrash[] = [];
    client.onCrash((heard) => crashes.push(heard));
    const running = codeOf(client.generate(run("r"), silent));
    const disposed = client.dispose();
    expect(last().requests.at(-1)?.type).toBe("dispose");
    last().end({ exitCode: 0, signal: null, lastWords: "" });
    await disposed;
    expect([await running, crashes]).toEqual(["engine-crashed", []]);
    expect(await codeOf(client.load(load, () => null))).toBe("engine-failed");
  });

  it("kills a process that does not exit within two seconds of dispose", async () => {
    const { client, last } = scripted();
    void client.load(load, () => null).catch(() => null);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const disposed = client.dispose();
    await vi.advanceTimersByTimeAsync(1_999);
    expect(last().isKilled).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(last().isKilled).toBe(true);
    await disposed;
  });

  it("stops waiting, five seconds after it was killed, for a process that the system cannot end", async () => {
    const { client, last } = scripted();
    const loading = codeOf(client.load(load, () => null));
    last().isKillable = false;
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const ended = vi.fn();
    const disposed = client.dispose().then(ended);
    await vi.advanceTimersByTimeAsync(6_999);
    expect(ended).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(ended).toHaveBeenCalled();
    await disposed;
    expect(await loading).toBe("engine-crashed");
  });

  it("disposes without starting a process when it was never used", async () => {
    const { client, processes } = scripted();
    await client.dispose();
    expect(processes).toHaveLength(0);
  });
});
