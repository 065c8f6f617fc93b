import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { KvType } from "../../../shared/models/kv-type.ts";

export interface ContextCase {
  readonly contextTokens: number;
  readonly kvType: KvType;
  readonly batchTokens: number;
}

export interface MeasureRequest {
  readonly path: string;
  readonly contexts: readonly ContextCase[];
}

/** Values from llama.cpp's log. */
export interface MeasuredModel {
  readonly mappedBytes: number;
  readonly repackedBytes: number;
}

export interface MeasuredContext {
  readonly globalCacheBytes: number;
  readonly slidingCacheBytes: number;
  readonly computeBytes: number;
  readonly outputBytes: number;
}

export interface Measured {
  readonly loaded: MeasuredModel;
  readonly contexts: readonly MeasuredContext[];
}

/** Loads the model in its own process, whose exit frees all memory. */
export async function measureMemory(request: MeasureRequest): Promise<Measured> {
  const child = fork(join(import.meta.dirname, "measure-memory.ts"), [JSON.stringify(request)], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = once(child, "exit").then(() => {
    throw new Error(`${request.path} could not be measured`);
  });
  const [measured] = (await Promise.race([once(child, "message"), ended])) as [Measured];
  await ended.catch(() => undefined);
  return measured;
}
