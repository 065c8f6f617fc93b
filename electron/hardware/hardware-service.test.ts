import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { EventMessage } from "../../shared/ipc/contract.ts";
import type { Gpu } from "../../shared/models/hardware.ts";
import { openLog } from "../home/log.ts";
import { HardwareService } from "./hardware-service.ts";

let folder: string;
let events: EventMessage[];
let measured: number;
let isBusy: boolean;
let timesAsked: number;
let gpu: Gpu | null;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "facet-hardware-"));
  events = [];
  measured = 0;
  isBusy = false;
  timesAsked = 0;
  gpu = null;
});
afterEach(() => rm(folder, { recursive: true }));

const service = (measureBandwidth = async () => (measured += 1e10)) =>
  new HardwareService({
    engine: { probeGpu: () => Promise.resolve(gpu) },
    modelsFolder: folder,
    file: join(folder, "hardware.json"),
    publish: (message) => void events.push(message),
    log: openLog(folder),
    measure: async () => ({
      bandwidthBytesPerSecond: await measureBandwidth(),
      operationsPerSecond: 5e9,
    }),
    isBusy: () => {
      timesAsked += 1;
      return isBusy;
    },
  });

const eventCount = () => expect.poll(() => events.length);

describe("HardwareService", () => {
  it("returns the known facts at once, and publishes what it finds out later", async () => {
    gpu = { names: ["Card"], api: "cuda", memoryBytes: 8e9, freeBytes: 7e9, isUnified: false };
    const hardware = await service().current();
    expect(hardware.memory.totalBytes).toBeGreaterThan(hardware.memory.freeBytes);
    expect(hardware.cores).toBeGreaterThan(0);
    expect(hardware.diskFreeBytes).toBeGreaterThan(0);
    expect(hardware).toMatchObject({ gpu: null, bandwidthBytesPerSecond: null });
    await eventCount().toBe(1);
    expect(events[0]).toMatchObject({
      event: "hardware.changed",
      data: { gpu, bandwidthBytesPerSecond: 1e10, operationsPerSecond: 5e9 },
    });
  });

  it("measures once per start, at most four times, and keeps the maximum", async () => {
    const found: (number | null)[] = [];
    let measurements = 0;
    const timesMeasured = async () => {
      const text = await readFile(join(folder, "hardware.json"), "utf8").catch(() => "{}");
      return (JSON.parse(text) as { times?: number }).times;
    };
    for (const now of [3e10, 2e10, 4e10, 1e10, 9e10]) {
      measured = now;
      const one = service(async () => {
        measurements += 1;
        return measured;
      });
      await one.current();
      await expect.poll(async () => await timesMeasured()).toBe(Math.min(4, found.length + 1));
      await expect.poll(async () => (await one.current()).bandwidthBytesPerSecond).not.toBeNull();
      found.push((await one.current()).bandwidthBytesPerSecond);
    }
    expect(measurements).toBe(4);
    // The fifth start does not measure.
    expect(found).toEqual([3e10, 3e10, 4e10, 4e10, 4e10]);
  });

  it("measures again on another computer, or when the saved file is invalid", async () => {
    const file = join(folder, "hardware.json");
    const other = {
      processor: "Other",
      cores: 1,
      bandwidthBytesPerSecond: 5,
      operationsPerSecond: 5,
      times: 1,
    };
    for (const text of [JSON.stringify(other), "{", "[]"]) {
      await writeFile(file, text);
      const before = events.length;
      await service().current();
      await eventCount().toBe(before + 1);
      expect(await readFile(file, "utf8")).toContain(`${measured}`);
    }
  });

  it("does not measure while the engine is busy, but as soon as it is idle", async () => {
    isBusy = true;
    const busy = service();
    await busy.current();
    await expect.poll(() => timesAsked).toBeGreaterThan(1);
    expect(measured).toBe(0);
    isBusy = false;
    await eventCount().toBe(1);
    expect(measured).toBe(1e10);
    busy.dispose();
  });
});
