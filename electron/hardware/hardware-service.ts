import { readFile, statfs } from "node:fs/promises";
import { cpus } from "node:os";
import { z } from "zod";
import type { Gpu, Hardware } from "../../shared/models/hardware.ts";
import type { Engine } from "../inference/local/engine.ts";
import type { Log } from "../home/log.ts";
import { writeFileAtomically } from "../home/write-file-atomically.ts";
import type { Publish } from "../ipc/publish.ts";
import { usableCores } from "./cpu.ts";
import { usableMemory } from "./memory.ts";

const measuredSchema = z.object({
  /** Of which computer: a data folder may move to another one. */
  processor: z.string().nullable(),
  cores: z.number(),
  /** The most so far: other work only ever makes it less. */
  bandwidthBytesPerSecond: z.number().positive(),
  times: z.number().int().positive(),
});

/** Once at each start: the first time the computer may have been busy, with this very start. */
const mostTimes = 4;

type Measured = z.infer<typeof measuredSchema>;

/** Knows the computer. What is slow to find out comes later, as a change. */
export class HardwareService {
  readonly #engine: Pick<Engine, "probeGpu">;
  readonly #modelsFolder: string;
  /** Where what was measured is kept. */
  readonly #file: string;
  readonly #publish: Publish;
  readonly #log: Log;
  readonly #measure: (threads: number) => Promise<number>;
  readonly #isBusy: () => boolean;
  readonly #processor = cpus()[0]?.model.trim() ?? null;
  readonly #cores = usableCores();
  #gpu: Gpu | null = null;
  #measured: Measured | null = null;
  #hasMeasured = false;
  #lookingCloser: Promise<void> | null = null;

  constructor(options: {
    readonly engine: Pick<Engine, "probeGpu">;
    readonly modelsFolder: string;
    readonly file: string;
    readonly publish: Publish;
    readonly log: Log;
    readonly measure: (threads: number) => Promise<number>;
    /** Whether the engine has something to do that must not be disturbed, and would disturb. */
    readonly isBusy: () => boolean;
  }) {
    this.#engine = options.engine;
    this.#modelsFolder = options.modelsFolder;
    this.#file = options.file;
    this.#publish = options.publish;
    this.#log = options.log;
    this.#measure = options.measure;
    this.#isBusy = options.isBusy;
  }

  /** What is known at once, with memory and disk as they are now; `hardware.changed` tells what is found out after it. */
  async current(): Promise<Hardware> {
    this.#lookingCloser ??= this.#lookCloser()
      .catch((thrown: unknown) => this.#log.error("The hardware could not be looked at", thrown))
      .finally(() => (this.#lookingCloser = null));
    return this.#describe();
  }

  /** With its GPU as it is now: finding that takes a moment. */
  async withGpu(): Promise<Hardware> {
    this.#gpu = await this.#engine.probeGpu();
    return this.#describe();
  }

  async #describe(): Promise<Hardware> {
    return {
      memory: usableMemory(),
      processor: this.#processor,
      cores: this.#cores,
      architecture: process.arch,
      gpu: this.#gpu,
      diskFreeBytes: await freeDisk(this.#modelsFolder),
      bandwidthBytesPerSecond: this.#measured?.bandwidthBytesPerSecond ?? null,
    };
  }

  async #lookCloser(): Promise<void> {
    const known = () => JSON.stringify([this.#gpu, this.#measured?.bandwidthBytesPerSecond]);
    const before = known();
    this.#gpu = await this.#engine.probeGpu();
    this.#measured ??= await this.#readMeasured();
    const isEnough = this.#hasMeasured || (this.#measured?.times ?? 0) >= mostTimes;
    if (!isEnough && !this.#isBusy()) {
      this.#hasMeasured = true;
      this.#measured = await this.#measureOnce(this.#measured);
      await this.#remember(this.#measured);
    }
    if (known() !== before) {
      this.#publish({ event: "hardware.changed", data: await this.#describe() });
    }
  }

  async #measureOnce(earlier: Measured | null): Promise<Measured> {
    const now = await this.#measure(this.#cores);
    return {
      processor: this.#processor,
      cores: this.#cores,
      bandwidthBytesPerSecond: Math.max(now, earlier?.bandwidthBytesPerSecond ?? 0),
      times: (earlier?.times ?? 0) + 1,
    };
  }

  async #readMeasured(): Promise<Measured | null> {
    try {
      const measured = measuredSchema.parse(JSON.parse(await readFile(this.#file, "utf8")));
      const isHere = measured.processor === this.#processor && measured.cores === this.#cores;
      return isHere ? measured : null;
    } catch {
      return null;
    }
  }

  async #remember(measured: Measured): Promise<void> {
    await writeFileAtomically(this.#file, JSON.stringify(measured)).catch((thrown: unknown) =>
      this.#log.error("What was measured could not be written", thrown),
    );
  }
}

async function freeDisk(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}
