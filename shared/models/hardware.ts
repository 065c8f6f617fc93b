/** The hardware properties that determine which models run here. */
export interface Hardware {
  /** Limits of the container or virtual machine apply. */
  readonly memory: { readonly totalBytes: number; readonly freeBytes: number };
  /** The CPU's model name; null where the system does not report it. */
  readonly processor: string | null;
  /** Physical cores available to this process. */
  readonly cores: number;
  /** Node's `process.arch`: `x64`, `arm64`. */
  readonly architecture: string;
  /** All GPUs that llama.cpp can use, combined; null: none. */
  readonly gpu: Gpu | null;
  /** Free space on the disk with the models folder; null where it cannot be determined. */
  readonly diskFreeBytes: number | null;
  /** Memory bandwidth with all cores reading; null: not measured yet. */
  readonly bandwidthBytesPerSecond: number | null;
  /** Multiplications with addition per second in plain code, of all cores together; null: not measured yet. */
  readonly operationsPerSecond: number | null;
}

export interface Gpu {
  readonly names: readonly string[];
  readonly api: "metal" | "cuda" | "vulkan";
  readonly memoryBytes: number;
  readonly freeBytes: number;
  /** The GPU shares system memory, as in Apple silicon. */
  readonly isUnified: boolean;
}
