import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";

/**
 * The number of threads with which the engine is fastest: the physical cores this process may use.
 *
 * llama.cpp's threads wait for each other by spinning: one thread too many can slow the engine down by a
 * factor of 100, and a second thread on the same core gains nothing. Therefore CPU affinity and container
 * quotas count, not the cores of the machine. Where fast and slow cores are mixed, only the fast ones are
 * counted.
 */
export function usableCores(): number {
  const counted =
    process.platform === "linux" ? linuxCores("/") : process.platform === "darwin" ? macCores() : null;
  return counted ?? coresFromThreads(availableParallelism());
}

/**
 * For systems where only hardware threads can be counted, as in Node on Windows: nearly every machine with
 * more than two hardware threads has two per core.
 */
function coresFromThreads(threads: number): number {
  return threads <= 2 ? threads : Math.ceil(threads / 2);
}

/** Apple's performance cores, or all physical cores on a Mac with one kind. */
function macCores(): number | null {
  for (const name of ["hw.perflevel0.physicalcpu", "hw.physicalcpu"]) {
    try {
      const count = Number(execFileSync("sysctl", ["-n", name], { encoding: "utf8", stdio: "pipe" }));
      if (count > 0) {
        return count;
      }
    } catch {
      // Intel Macs lack the first name.
    }
  }
  return null;
}

/**
 * @param root of the file system
 * @returns null when the kernel does not list the allowed CPUs
 */
export function linuxCores(root: string): number | null {
  const read = reader(root);
  const allowed = idList(/^Cpus_allowed_list:\s*(.*)$/m.exec(read("proc/self/status"))?.[1] ?? "");
  if (allowed.length === 0) {
    return null;
  }
  // Exists on Intel CPUs with two kinds of cores.
  const fast = new Set(idList(read("sys/devices/cpu_core/cpus")));
  const allowedFast = allowed.filter((id) => fast.has(id));
  const cores = physicalCores(allowedFast.length > 0 ? allowedFast : allowed, read);
  return Math.max(1, Math.floor(Math.min(cores, cpuQuota(read))));
}

type Read = (path: string) => string;

/** Reads files below the root; a missing file reads as empty. */
function reader(root: string): Read {
  return (path) => {
    try {
      return readFileSync(join(root, path), "utf8");
    } catch {
      return "";
    }
  };
}

/** Counts cores: the hardware threads of one core list the same siblings. */
function physicalCores(ids: readonly number[], read: Read): number {
  const cores = ids.map((id) => {
    const topology = `sys/devices/system/cpu/cpu${id}/topology`;
    const siblings = read(`${topology}/core_cpus_list`) || read(`${topology}/thread_siblings_list`);
    return siblings.trim() || String(id);
  });
  return new Set(cores).size;
}

/** The CPU quota in CPUs; infinite without a limit. The limits of parent cgroups apply too. */
function cpuQuota(read: Read): number {
  const groups = read("proc/self/cgroup").trim().split("\n");
  const limits = groups.flatMap((line) => {
    const [, controllers = "", path = ""] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    if (controllers === "") {
      return ancestorGroups(path).map((group) => quotaV2(read(`sys/fs/cgroup${group}/cpu.max`)));
    }
    return controllers.split(",").includes("cpu")
      ? ancestorGroups(path).map((group) => quotaV1(read, `sys/fs/cgroup/cpu${group}`))
      : [];
  });
  return Math.min(Infinity, ...limits);
}

/**
 * `/a/b`, `/a` and the root. In a container, the path as seen from outside does not exist, and the root is
 * the container's cgroup.
 */
function ancestorGroups(path: string): readonly string[] {
  const names = path.split("/").filter((name) => name !== "");
  return Array.from({ length: names.length + 1 }, (_, dropped) =>
    ["", ...names.slice(0, names.length - dropped)].join("/"),
  );
}

function quotaV2(cpuMax: string): number {
  const [quota = "", period = ""] = cpuMax.trim().split(/\s+/);
  return cpuLimit(quota, period);
}

function quotaV1(read: Read, group: string): number {
  return cpuLimit(read(`${group}/cpu.cfs_quota_us`), read(`${group}/cpu.cfs_period_us`));
}

/** "max", -1 and a missing file all mean no limit. */
function cpuLimit(quota: string, period: string): number {
  const processors = Number(quota) / Number(period);
  return Number.isFinite(processors) && processors > 0 ? processors : Infinity;
}

/** Parses a CPU list: `0-2,5` is [0, 1, 2, 5]. */
function idList(text: string): readonly number[] {
  return text
    .trim()
    .split(",")
    .filter((range) => range !== "")
    .flatMap((range) => {
      const [first = 0, last = first] = range.split("-").map(Number);
      return Array.from({ length: last - first + 1 }, (_, i) => first + i);
    });
}
