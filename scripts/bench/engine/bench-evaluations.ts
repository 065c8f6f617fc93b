import { mkdir, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { usableCores } from "../../../electron/hardware/cpu.ts";
import { costTable, evaluationCosts, memoryLimit } from "./evaluation-costs.ts";

/** More than this and drafting three tokens would seldom pay. */
const mostForFour = 1.6;

/** The part of `engine` that measures evaluations of few tokens, alone. */
export async function benchEvaluations(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: { model: { type: "string" }, rounds: { type: "string", default: "5" } },
  });
  if (values.model === undefined)
    throw new Error("Usage: npm run bench -- evaluations --model FILE [--rounds N]");
  return reportEvaluations(values.model, Number(values.rounds));
}

/**
 * Prints what evaluations of 1 to 8 tokens cost, and how close decoding comes to the limit that memory sets.
 * @returns whether four tokens cost at most 1.6 times one
 */
export async function reportEvaluations(modelPath: string, rounds: number): Promise<boolean> {
  const costs = await evaluationCosts(modelPath, usableCores(), rounds);
  const table = costTable(costs);
  const limit = memoryLimit(costs);
  console.table(table.map(rounded));
  console.table(rounded(limit));
  await mkdir(".cache/bench", { recursive: true });
  const record = { at: new Date().toISOString(), ...costs, table, limit };
  await writeFile(".cache/bench/evaluations.json", `${JSON.stringify(record, null, 2)}\n`);
  const four = table[3]?.["× one token, ours"] ?? NaN;
  const isMet = four <= mostForFour;
  console.log(`${isMet ? "ok  " : "MISS"} four tokens / one token: ${four.toFixed(2)}, bar ≤ ${mostForFour}`);
  return isMet;
}

const rounded = (row: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Math.round(value * 100) / 100]));
