import { libraryVariants, type LibraryVariant } from "../../../shared/inference/engine-library.ts";

const scratchVariable = "FACET_ENGINE_SCRATCH";
const skippedVariable = "FACET_ENGINE_SKIPS";

/** What an engine process is told at its start. */
export interface EngineStart {
  /** For temporary files of this process alone; null: none. */
  readonly scratchFolder: string | null;
  /** Variants of the library that must not be loaded. */
  readonly skipped: readonly LibraryVariant[];
}

export function engineEnvironment({ scratchFolder, skipped }: EngineStart): Readonly<Record<string, string>> {
  return {
    ...(scratchFolder !== null && { [scratchVariable]: scratchFolder }),
    [skippedVariable]: skipped.join(","),
  };
}

export function readEngineStart(environment: NodeJS.ProcessEnv): EngineStart {
  const names = (environment[skippedVariable] ?? "").split(",");
  return {
    scratchFolder: environment[scratchVariable] ?? null,
    skipped: libraryVariants.filter((variant) => names.includes(variant)),
  };
}
