import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { usableCores } from "../../../electron/hardware/cpu.ts";
import { measureBandwidth } from "../../../electron/hardware/measure-bandwidth.ts";
import { readPlanFacts } from "../../../electron/models/read-plan-facts.ts";
import { estimatedTokensPerSecond, weightBytesPerSecond } from "../../../shared/models/speed-estimate.ts";
import { writeGguf, type GgufFile } from "../../gguf/gguf-writer.ts";
import type { SizeName } from "../../models/real-sizes.ts";
import { hollowModel, sizedModel } from "../../models/sized-model.ts";
import { zeros } from "../../models/tensors.ts";

const folder = join(import.meta.dirname, "../../../.cache/bench-speed");
const bar = 0.25;

interface Subject {
  readonly size: SizeName;
  /** The type of most weights. */
  readonly type: string;
  /** The number of layers, where the whole model would not fit. */
  readonly layers?: number;
}

const subjects: readonly Subject[] = [
  { size: "e2b", type: "Q4_0" },
  { size: "e4b", type: "Q4_0" },
  { size: "12b", type: "Q4_0" },
  { size: "26b-a4b", type: "Q4_0", layers: 8 },
  { size: "e2b", type: "Q4_K" },
  { size: "e2b", type: "Q6_K" },
  { size: "e2b", type: "Q8_0" },
  { size: "e2b", type: "F16" },
];

/**
 * Compares the speed estimate with the measured decode speed of models of real dimensions on this processor:
 * within 25 %. Run it on an idle machine: other programs slow estimate and measurement down by different
 * amounts. The weights are zeros in a sparse file: reading and multiplying them takes as long as other
 * numbers. A mixture has random weights, because its router chooses experts by them.
 * @param wanted sizes; empty: all
 */
export async function benchSpeed(wanted: readonly string[] = []): Promise<boolean> {
  await mkdir(folder, { recursive: true });
  const threads = usableCores();
  let isWithin = true;
  try {
    for (const subject of subjects.filter(({ size }) => wanted.length === 0 || wanted.includes(size))) {
      const path = join(folder, "model.gguf");
      await writeGguf(path, modelOf(subject));
      const facts = await readPlanFacts(path);
      let bandwidth = await measureBandwidth(threads);
      const measured = await measureDecode(path, threads);
      // Other load only lowers the measured bandwidth, so keep the maximum, as the app does over several
      // starts.
      bandwidth = Math.max(bandwidth, await measureBandwidth(threads));
      await rm(path);
      const hardware = { bandwidthBytesPerSecond: bandwidth, cores: threads, gpu: null };
      const estimated =
        facts === null ? null : estimatedTokensPerSecond(facts, weightBytesPerSecond(hardware), 0);
      const off = (estimated ?? 0) / measured - 1;
      const isOne = Math.abs(off) <= bar;
      isWithin &&= isOne;
      console.log(
        `${isOne ? "ok  " : "MISS"} ${nameOf(subject)}: estimated ${estimated?.toFixed(1)} tokens/s, measured ${measured.toFixed(1)} (${(off * 100).toFixed(0)} %), memory bandwidth ${(bandwidth / 1e9).toFixed(1)} GB/s`,
      );
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return isWithin;
}

function modelOf({ size, type, layers }: Subject): GgufFile {
  if (layers !== undefined) {
    return sizedModel(size, layers);
  }
  const { metadata, tensors } = hollowModel(size);
  const stored = tensors.map((tensor) =>
    tensor.type === "Q4_0" ? zeros(tensor.name, tensor.shape, type) : tensor,
  );
  return { metadata, tensors: stored };
}

const nameOf = ({ size, type, layers }: Subject) =>
  `${size} in ${type}${layers === undefined ? "" : `, ${layers} layers`}`;

/** Measures tokens per second in a process of its own, whose exit frees all memory. */
async function measureDecode(path: string, threads: number): Promise<number> {
  const child = fork(join(import.meta.dirname, "measure-decode.ts"), [path, String(threads)]);
  const [measured] = (await once(child, "message")) as [number];
  await once(child, "exit");
  return measured;
}
