import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { usableCores } from "../../../electron/hardware/cpu.ts";
import { median } from "../statistics.ts";
import type { Speed } from "./contender.ts";

export interface EngineSettings {
  readonly batchTokens: number;
  readonly flashAttention: boolean;
  readonly threads: number;
}

export interface SettingsRequest {
  readonly modelPath: string;
  /** The largest thread count of any of the settings. */
  readonly threads: number;
  readonly settings: readonly EngineSettings[];
  readonly rounds: number;
  readonly promptTokens: number;
  readonly decodeTokens: number;
}

export interface MeasuredSettings {
  readonly settings: EngineSettings;
  readonly speeds: Speed[];
}

/**
 * Measures how batch size, flash attention and threads affect speed, on an idle machine and beside a busy
 * program.
 */
export async function benchEngineSettings(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      model: { type: "string" },
      prompt: { type: "string", default: "256" },
      decode: { type: "string", default: "32" },
      rounds: { type: "string", default: "5" },
    },
  });
  const { model: modelPath } = values;
  if (modelPath === undefined) throw new Error("Usage: npm run bench -- engine-settings --model FILE");
  const threads = usableCores();
  const request: SettingsRequest = {
    modelPath,
    threads,
    settings: [64, 256, 512].flatMap((batchTokens) =>
      [true, false].flatMap((flashAttention) =>
        [...new Set([threads, Math.max(1, threads - 1)])].map((each) => ({
          batchTokens,
          flashAttention,
          threads: each,
        })),
      ),
    ),
    rounds: Number(values.rounds),
    promptTokens: Number(values.prompt),
    decodeTokens: Number(values.decode),
  };
  const atRest = rowsOf("idle", await measured(request));
  const busy = new Worker("for (;;);", { eval: true });
  const besideAnother = rowsOf("beside a busy program", await measured(request));
  await busy.terminate();
  const rows = [...atRest, ...besideAnother];
  console.table(rows);
  await mkdir(".cache/bench", { recursive: true });
  const record = { at: new Date().toISOString(), ...request, rows };
  await writeFile(".cache/bench/engine-settings.json", `${JSON.stringify(record, null, 2)}\n`);
  return true;
}

async function measured(request: SettingsRequest): Promise<readonly MeasuredSettings[]> {
  const child = fork(join(import.meta.dirname, "settings-process.ts"), { execArgv: [] });
  const died = once(child, "exit").then(() => Promise.reject(new Error("The measuring process exited")));
  died.catch(() => undefined);
  child.send(request);
  const [answer] = (await Promise.race([once(child, "message"), died])) as [readonly MeasuredSettings[]];
  child.kill("SIGKILL");
  return answer;
}

const rowsOf = (machine: string, all: readonly MeasuredSettings[]) =>
  all.map(({ settings, speeds }) => ({
    machine,
    ...settings,
    "prompt tok/s": round2(median(speeds.map((speed) => speed.promptTokensPerSecond))),
    "decode tok/s": round2(median(speeds.map((speed) => speed.decodeTokensPerSecond))),
  }));

const round2 = (value: number) => Math.round(value * 100) / 100;
