import { basename } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { utilityProcess } from "../../tests/standin/utility-process.ts";
import { fixtureModel } from "../../tests/fixtures/models.ts";
import { EngineClient } from "../inference/local/engine-client.ts";
import type { EngineCrash } from "../inference/local/engine.ts";
import { engineUtilityProcess } from "./engine-utility-process.ts";

vi.mock("electron", () => import("../../tests/standin/utility-process.ts"));

const hostPath = new URL("../inference/local/host/main.ts", import.meta.url).pathname;
let engine: EngineClient;
afterEach(async () => {
  await engine.dispose();
  vi.restoreAllMocks();
});

it("loads a model in a process that cannot start Node, trying the library out in another one", async () => {
  const started = vi.spyOn(utilityProcess, "fork");
  engine = new EngineClient(engineUtilityProcess(hostPath));
  const modelPath = await fixtureModel("short");
  const loaded = await engine.load({ modelId: "short", modelPath, contextLength: null }, () => undefined);
  expect(loaded.modelId).toBe("short");
  const modules = started.mock.calls.map(([path]) => basename(path));
  // Only on Linux does the library try out what it was installed with.
  expect(modules).toEqual(process.platform === "linux" ? ["main.ts", "testBindingBinary.js"] : ["main.ts"]);
});

it("tells why a process ended, and starts another one for the next use", async () => {
  const crashes: EngineCrash[] = [];
  const started = vi.spyOn(utilityProcess, "fork");
  engine = new EngineClient(engineUtilityProcess(hostPath));
  engine.onCrash((crash) => crashes.push(crash));
  await engine.describe();
  const first = started.mock.results[0]?.value as ReturnType<typeof utilityProcess.fork>;
  process.kill(first.pid ?? 0, "SIGABRT");
  await expect.poll(() => crashes.length, { timeout: 10_000 }).toBe(1);
  expect(crashes[0]).toMatchObject({ hang: null });
  expect(crashes[0]?.exitCode).not.toBe(0);
  expect((await engine.describe()).libraryVersion).toMatch(/^3\./);
});
