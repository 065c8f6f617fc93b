/** The computer Facet runs on, as far as it decides which models run here. */
export interface Hardware {
  /** Of the container or virtual machine, where Facet is in one. */
  readonly memory: { readonly totalBytes: number; readonly freeBytes: number };
  /** As its maker calls it; null where the system does not say. */
  readonly processor: string | null;
  /** Physical cores that may be used. */
  readonly cores: number;
  /** As Node calls it: `x64`, `arm64`. */
  readonly architecture: string;
  /** All that llama.cpp can use, together; null: none. */
  readonly gpu: Gpu | null;
  /** On the disk where downloads go; null where that can't be known. */
  readonly diskFreeBytes: number | null;
  /** How fast all cores together read memory; null: not measured yet. */
  readonly bandwidthBytesPerSecond: number | null;
}

export interface Gpu {
  readonly names: readonly string[];
  readonly api: "metal" | "cuda" | "vulkan";
  readonly memoryBytes: number;
  readonly freeBytes: number;
  /** Its memory is the computer's own, as in Apple's. */
  readonly isUnified: boolean;
}
