/** What llama.cpp's library was built for. */
export const libraryVariants = ["metal", "cuda", "vulkan", "cpu"] as const;
export type LibraryVariant = (typeof libraryVariants)[number];

/** The library that an engine process has loaded, and why none of the better ones. */
export interface EngineLibrary {
  readonly variant: LibraryVariant;
  /** The better variants that this computer has drivers for, best first. */
  readonly passedOver: readonly PassedOver[];
}

export interface PassedOver {
  readonly variant: LibraryVariant;
  /** `crashed`: it ended an engine process when it was loaded. `unusable`: not installed, or it failed a trial. */
  readonly reason: "crashed" | "unusable";
}
