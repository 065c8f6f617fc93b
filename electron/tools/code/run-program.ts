import type { CodeJob } from "./code-protocol.ts";
import type { CodeOutcome, CodeRunner } from "./code-runner.ts";
import { importedModules, missingModules } from "./packages/imported-modules.ts";
import type { PythonPackages } from "./packages/python-packages.ts";

export interface ProgramRun {
  readonly outcome: CodeOutcome;
  /** Names of packages that the program imports and that are not there. */
  readonly needed: readonly string[];
}

/**
 * Runs a program, with the downloaded packages that it imports. Which those are is read from its text; a program
 * that asks for others runs a second time, with all of them. It has done nothing by then: what it wrote and printed
 * in the first run is dropped.
 * @throws AppError `packages-damaged`; what `CodeRunner.run` throws
 */
export async function runProgram(
  job: Omit<CodeJob, "packages">,
  { runner, packages }: { readonly runner: CodeRunner; readonly packages: PythonPackages },
  signal: AbortSignal,
): Promise<ProgramRun> {
  const isAvailable = packages.isPresent && job.language === "python";
  const imported = packages.packages.withModules(isAvailable ? importedModules(job.code) : []);
  const hasSome = imported.packages.length > 0;
  const first = await runner.run(
    { ...job, packages: hasSome ? await packages.load(imported) : null },
    signal,
  );
  const needed = neededPackages(first, packages);
  const hasAll = imported.packages.length === packages.packages.packages.length;
  if (needed.length === 0 || !isAvailable || hasAll) return { outcome: first, needed };
  const outcome = await runner.run({ ...job, packages: await packages.load(packages.packages) }, signal);
  return { outcome, needed: neededPackages(outcome, packages) };
}

function neededPackages(outcome: CodeOutcome, { packages: { packages } }: PythonPackages): readonly string[] {
  if (outcome.type !== "done" || outcome.exitCode === 0) return [];
  const missing = missingModules(outcome.stderr);
  return packages
    .filter(({ imports }) => imports.some((module) => missing.includes(module)))
    .map(({ name }) => name);
}
