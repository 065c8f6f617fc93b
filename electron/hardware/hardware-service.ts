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
  /** The computer that was measured: a data folder may move to another one. */
  processor: z.string().nullable(),
  cores: z.number(),
  /** The highest value so far: other load only ever lowers it. */
  bandwidthBytesPerSecond: z.number().positive(),
  operationsPerSecond: z.number().positive(),
  times: z.number().int().positive(),
});

/** What a measurement finds; see `Hardware`. */
export interface Measurement {
  readonly bandwidthBytesPerSecond: number;
  readonly operationsPerSecond: number;
}

/** One measurement per app start; several, because the computer may be busy during one start. */
const maxMeasurements = 4;

/** How long after it was busy the engine is looked at again. */
const retryMs = 1_000;

type Measured = z.infer<typeof measuredSchema>;

/**
 * Describes the computer's hardware. Facts that take time to determine are published later, as
 * `hardware.changed`.
 */
export class HardwareService {
  readonly #engine: Pick<Engine, "probeGpu">;
  readonly #modelsFolder: string;
  /** The file that stores the measurements. */
  readonly #file: string;
  readonly #publish: Publish;
  readonly #log: Log;
  readonly #measure: (threads: number) => Promise<Measurement>;
  readonly #isBusy: () => boolean;
  readonly #processor = cpus()[0]?.model.trim() ?? null;
  readonly #cores = usableCores();
  #gpu: Gpu | null = null;
  #measured: Measured | null = null;
  #hasMeasured = false;
  #refreshing: Promise<void> | null = null;
  #retry: NodeJS.Timeout | undefined;
  #isDisposed = false;

  constructor(options: {
    readonly engine: Pick<Engine, "probeGpu">;
    readonly modelsFolder: string;
    readonly file: string;
    readonly publish: Publish;
    readonly log: Log;
    readonly measure: (threads: number) => Promise<Measurement>;
    /** Whether the engine is busy: a measurement would slow it down and be distorted by it. */
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

  /**
   * The facts known so far, with current free memory and disk space; publishes `hardware.changed` when a
   * refresh in the background finds more.
   */
  async current(): Promise<Hardware> {
    this.#startRefresh();
    return this.#describe();
  }

  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#retry);
  }

  /** The hardware with freshly probed GPU facts; takes a moment. */
  async withGpu(): Promise<Hardware> {
    this.#gpu = await this.#engine.probeGpu();
    return this.#describe();
  }

  /** The hardware with all facts, of which measurements take some seconds where it was not measured before. */
  async measured(): Promise<Hardware> {
    await this.current();
    await this.#refreshing;
    return this.#describe();
  }

  async #describe(): Promise<Hardware> {
    const known = {
      memory: usableMemory(),
      processor: this.#processor,
      cores: this.#cores,
      architecture: process.arch,
      gpu: this.#gpu,
      bandwidthBytesPerSecond: this.#measured?.bandwidthBytesPerSecond ?? null,
      operationsPerSecond: this.#measured?.operationsPerSecond ?? null,
    };
    return { ...known, diskFreeBytes: await freeDisk(this.#modelsFolder) };
  }

  #startRefresh(): void {
    this.#refreshing ??= this.#refresh()
      .catch((thrown: unknown) => this.#log.error("Refreshing the hardware information failed", thrown))
      .finally(() => (this.#refreshing = null));
  }

  /** Asks only whether the engine is busy, and leaves the busy engine itself alone. */
  #refreshWhenIdle(): void {
    clearTimeout(this.#retry);
    if (this.#isDisposed) return;
    this.#retry = setTimeout(() => {
      if (this.#isBusy()) this.#refreshWhenIdle();
      else this.#startRefresh();
    }, retryMs);
    this.#retry.unref();
  }

  async #refresh(): Promise<void> {
    const known = () =>
      JSON.stringify([
        this.#gpu,
        this.#measured?.bandwidthBytesPerSecond,
        this.#measured?.operationsPerSecond,
      ]);
    const before = known();
    this.#gpu = await this.#engine.probeGpu();
    this.#measured ??= await this.#readMeasured();
    const isEnough = this.#hasMeasured || (this.#measured?.times ?? 0) >= maxMeasurements;
    if (!isEnough && this.#isBusy()) {
      this.#refreshWhenIdle();
    } else if (!isEnough) {
      this.#hasMeasured = true;
      this.#measured = await this.#measureOnce(this.#measured);
      await this.#save(this.#measured);
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
      bandwidthBytesPerSecond: Math.max(now.bandwidthBytesPerSecond, earlier?.bandwidthBytesPerSecond ?? 0),
      operationsPerSecond: Math.max(now.operationsPerSecond, earlier?.operationsPerSecond ?? 0),
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

  async #save(measured: Measured): Promise<void> {
    await writeFileAtomically(this.#file, JSON.stringify(measured)).catch((thrown: unknown) =>
      this.#log.error("The measurements of this computer could not be saved", thrown),
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
