import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { usableCores } from "../../../electron/hardware/cpu.ts";

export interface FillOptions {
  readonly modelPath: string;
  readonly folder: string;
  readonly depths: readonly number[];
  readonly kvType: "F16" | "Q8_0" | "Q4_0";
  /** Deeper states repeat the cells of the deepest one up to here. */
  readonly mostEvaluated: number;
}

/** Writes all states into the folder, as `DEPTH.state`, if one is missing. @throws when the process fails */
export async function fillContexts(options: FillOptions): Promise<void> {
  const { folder } = options;
  const depths = options.depths.filter((depth) => depth > 0);
  await mkdir(folder, { recursive: true });
  if (depths.every((depth) => existsSync(statePath(folder, depth)))) return;
  const settings = JSON.stringify({ ...options, depths, threads: usableCores() });
  const child = fork(join(import.meta.dirname, "fill-process.ts"), [settings], { execArgv: [] });
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new Error(`The contexts could not be filled: ${code ?? "killed"}`);
}

export const statePath = (folder: string, depth: number) => join(folder, `${depth}.state`);
