import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { linuxCores, usableCores } from "./cpu.ts";

let root = "";
beforeEach(() => (root = mkdtempSync(join(tmpdir(), "facet-cpu-"))));
afterEach(() => rmSync(root, { recursive: true }));

function machine(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

const allowed = (list: string) => ({ "proc/self/status": `Name:\tnode\nCpus_allowed_list:\t${list}\n` });

/** Hardware threads n and n + cores share core n, as on most Intel and AMD machines. */
function siblings(cores: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: cores * 2 }, (_, id) => [
      `sys/devices/system/cpu/cpu${id}/topology/core_cpus_list`,
      `${id % cores},${(id % cores) + cores}\n`,
    ]),
  );
}

describe("linuxCores", () => {
  it("counts physical cores: the hardware threads of one core count once", () => {
    machine({ ...allowed("0-15"), ...siblings(8) });
    expect(linuxCores(root)).toBe(8);
  });

  it("counts only cores in the CPU affinity of the process", () => {
    machine({ ...allowed("0-1,8-9,3"), ...siblings(8) });
    expect(linuxCores(root)).toBe(3);
  });

  it("counts every CPU where the topology is unknown", () => {
    machine(allowed("0-3"));
    expect(linuxCores(root)).toBe(4);
  });

  it("reads the topology files of older kernels", () => {
    machine({
      ...allowed("0-1"),
      "sys/devices/system/cpu/cpu0/topology/thread_siblings_list": "0-1\n",
      "sys/devices/system/cpu/cpu1/topology/thread_siblings_list": "0-1\n",
    });
    expect(linuxCores(root)).toBe(1);
  });

  it("leaves out slow cores, unless only slow cores are allowed", () => {
    const kinds = { "sys/devices/cpu_core/cpus": "0-3\n", "sys/devices/cpu_atom/cpus": "4-11\n" };
    machine({ ...allowed("0-11"), ...kinds });
    expect(linuxCores(root)).toBe(4);
    machine(allowed("4-7"));
    expect(linuxCores(root)).toBe(4);
  });

  it.each([
    ["200000 100000\n", 2],
    ["150000 100000\n", 1],
    ["50000 100000\n", 1],
    ["max 100000\n", 8],
  ])("applies a container's quota (cgroup v2, %j)", (quota, cores) => {
    machine({ ...allowed("0-7"), "proc/self/cgroup": "0::/\n", "sys/fs/cgroup/cpu.max": quota });
    expect(linuxCores(root)).toBe(cores);
  });

  it("applies the smallest quota among the parent cgroups", () => {
    machine({
      ...allowed("0-7"),
      "proc/self/cgroup": "0::/user.slice/app.scope\n",
      "sys/fs/cgroup/user.slice/cpu.max": "300000 100000",
      "sys/fs/cgroup/user.slice/app.scope/cpu.max": "max 100000",
    });
    expect(linuxCores(root)).toBe(3);
  });

  it.each([
    ["200000", 2],
    ["-1", 8],
  ])("applies a container's quota (cgroup v1, %s)", (quota, cores) => {
    machine({
      ...allowed("0-7"),
      "proc/self/cgroup": "12:memory:/docker/abc\n4:cpu,cpuacct:/docker/abc\n",
      "sys/fs/cgroup/cpu/cpu.cfs_quota_us": quota,
      "sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000",
    });
    expect(linuxCores(root)).toBe(cores);
  });

  it("returns null where the kernel lists no allowed CPUs", () => {
    expect(linuxCores(root)).toBeNull();
  });
});

describe("usableCores", () => {
  it("returns at least 1 and at most the number of hardware threads", () => {
    expect(usableCores()).toBeGreaterThanOrEqual(1);
    expect(usableCores()).toBeLessThanOrEqual(availableParallelism());
  });
});
