import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { usableCores } from "../../../electron/hardware/cpu.ts";
import { measureBandwidth } from "../../../electron/hardware/measure-bandwidth.ts";
import { readPlanFacts } from "../../../electron/models/read-plan-facts.ts";
import { estimatedTokensPerSecond } from "../../../shared/models/speed-estimate.ts";
import { writeGguf } from "../../gguf/gguf-writer.ts";
import type { SizeName } from "../../models/real-sizes.ts";
import { hollowModel } from "../../models/sized-model.ts";

const folder = join(import.meta.dirname, "../../../.cache/bench-speed");
const sizes: readonly SizeName[] = ["e2b", "e4b", "12b"];
const bar = 0.25;

/**
 * The speed estimate against how fast models of real dimensions in 4 bits write on this computer's processor: within 25 %.
 * Other programs spoil it, as they spoil the speed itself.
 */
export async function benchSpeed(): Promise<boolean> {
  await mkdir(folder, { recursive: true });
  const threads = usableCores();
  let isWithin = true;
  try {
    for (const size of sizes) {
      const path = join(folder, `${size}.gguf`);
      await writeGguf(path, hollowModel(size));
      const facts = await readPlanFacts(path);
      const bandwidth = await measureBandwidth(threads);
      const measured = await measureDecode(path, threads);
      await rm(path);
      const estimated = facts === null ? null : estimatedTokensPerSecond(facts, bandwidth, 0);
      const off = (estimated ?? 0) / measured - 1;
      const isOne = Math.abs(off) <= bar;
      isWithin &&= isOne;
      console.log(
        `${isOne ? "ok  " : "MISS"} ${size}: estimated ${estimated?.toFixed(1)} tokens a second, measured ${measured.toFixed(1)} (${(off * 100).toFixed(0)} %), memory ${(bandwidth / 1e9).toFixed(1)} GB/s`,
      );
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return isWithin;
}

/** In tokens a second; in a process of its own, which gives all memory back. */
async function measureDecode(path: string, threads: number): Promise<number> {
  const child = fork(join(import.meta.dirname, "measure-decode.ts"), [path, String(threads)]);
  const [measured] = (await once(child, "message")) as [number];
  await once(child, "exit");
  return measured;
}
