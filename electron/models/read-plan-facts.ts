import { basename, dirname, join } from "node:path";
import { AppError } from "../../shared/ipc/result.ts";
import { splitName, splitPartName } from "../../shared/models/gguf-name.ts";
import { planFacts, type PlanFacts } from "../../shared/models/plan-facts.ts";
import { readHeader } from "./read-header.ts";

/**
 * Reads a model's file, or all parts of a split one; null when a part cannot be read or the headers lack a
 * fact.
 */
export async function readPlanFacts(path: string): Promise<PlanFacts | null> {
  try {
    return planFacts(await Promise.all(partsOf(path).map((part) => readHeader(part))));
  } catch (error) {
    const isExpected = error instanceof AppError || (error instanceof Error && "code" in error);
    if (isExpected) {
      return null;
    }
    throw error;
  }
}

function partsOf(path: string): readonly string[] {
  const split = splitName(basename(path));
  if (split === null) {
    return [path];
  }
  const names = Array.from({ length: split.parts }, (_, index) => splitPartName(split, index + 1));
  return names.map((name) => join(dirname(path), name));
}
