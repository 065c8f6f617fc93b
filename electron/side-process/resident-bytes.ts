import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** How often the memory of a process can be asked for without much work for this computer. */
export const memoryCheckMs: number = { linux: 100, win32: 1_000 }[process.platform as string] ?? 500;

/**
 * The memory that a process has in RAM, as the system counts it; null: it has ended, or the system does not say.
 */
export async function residentBytes(pid: number, platform = process.platform): Promise<number | null> {
  try {
    if (platform === "linux")
      return kilobytes(/^VmRSS:\s*(\d+)/m.exec(await readFile(`/proc/${pid}/status`, "utf8"))?.[1]);
    if (platform === "win32")
      return bytesOfTask((await run("tasklist", ["/fi", `pid eq ${pid}`, "/fo", "csv", "/nh"])).stdout);
    return kilobytes((await run("ps", ["-o", "rss=", "-p", String(pid)])).stdout.trim());
  } catch {
    return null;
  }
}

/** From a line such as `"node.exe","4711","Console","1","45,123 K"`; its separator is that of the language. */
export function bytesOfTask(line: string): number | null {
  const last = /"([^"]*)"\s*$/.exec(line.trim())?.[1];
  return kilobytes(last?.replace(/\D/g, ""));
}

function kilobytes(digits: string | undefined): number | null {
  return digits === undefined || digits === "" ? null : Number(digits) * 1024;
}
