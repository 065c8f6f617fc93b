import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { usableCores } from "../../../electron/hardware/cpu.ts";
import { measureBandwidth } from "../../../electron/hardware/measure-bandwidth.ts";
import { readPlanFacts } from "../../../electron/models/read-plan-facts.ts";
import { estimatedTokensPerSecond, readingBytesPerSecond } from "../../../shared/models/speed-estimate.ts";
import { writeGguf, type GgufFile } from "../../gguf/gguf-writer.ts";
import type { SizeName } from "../../models/real-sizes.ts";
import { hollowModel, sizedModel } from "../../models/sized-model.ts";
import { zeros } from "../../models/tensors.ts";

const folder = join(import.meta.dirname, "../../../.cache/bench-speed");
const bar = 0.25;

interface Subject {
  readonly size: SizeName;
  /** How most weights are stored. */
  readonly type: string;
  /** Only so many layers, where the whole model would not fit. */
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
 * The speed estimate against how fast models of real dimensions write on this computer's processor: within 25 %. Other programs
 * make both slower, and not alike. The weights are all zeros, which are holes in a file: reading and multiplying them takes as long as
 * other numbers. Those of the mixture are random, since it chooses its experts by them.
 * @param wanted sizes; none: all
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
      // Other work makes it less, as it does in the app, which measures at several starts.
      bandwidth = Math.max(bandwidth, await measureBandwidth(threads));
      await rm(path);
      const hardware = { bandwidthBytesPerSecond: bandwidth, cores: threads, gpu: null };
      const estimated =
        facts === null ? null : estimatedTokensPerSecond(facts, readingBytesPerSecond(hardware), 0);
      const off = (estimated ?? 0) / measured - 1;
      const isOne = Math.abs(off) <= bar;
      isWithin &&= isOne;
      console.log(
        `${isOne ? "ok  " : "MISS"} ${nameOf(subject)}: estimated ${estimated?.toFixed(1)} tokens a second, measured ${measured.toFixed(1)} (${(off * 100).toFixed(0)} %), memory ${(bandwidth / 1e9).toFixed(1)} GB/s`,
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

/** In tokens a second; in a process of its own, which gives all memory back. */
async function measureDecode(path: string, threads: number): Promise<number> {
  const child = fork(join(import.meta.dirname, "measure-decode.ts"), [path, String(threads)]);
  const [measured] = (await once(child, "message")) as [number];
  await once(child, "exit");
  return measured;
}
