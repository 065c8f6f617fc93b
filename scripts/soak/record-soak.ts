import { mkdir, writeFile } from "node:fs/promises";
import { availableParallelism, cpus } from "node:os";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import type { SoakReport } from "./soak-report.ts";

const folder = join(import.meta.dirname, "../../docs/soak");

export interface WholeSoak extends SoakReport {
  readonly count: number;
  readonly seed: number;
  readonly minutes: number;
}

/** Records the result of a full soak run, as JSON and as a Markdown page. */
export async function recordSoak(name: string, title: string, whole: WholeSoak): Promise<void> {
  const machine = `${cpus()[0]?.model ?? "unknown processor"}, ${availableParallelism()} cores, ${process.platform}`;
  const record = { title, at: new Date().toISOString().slice(0, 10), machine, ...whole };
  await mkdir(folder, { recursive: true });
  await writeFormatted(join(folder, `${name}.json`), JSON.stringify(record));
  await writeFormatted(join(folder, `${name}.md`), soakPage(name, record));
}

function soakPage(
  name: string,
  { title, at, machine, count, seed, minutes, facts, rows, notes = [], breaches }: SoakRecord,
): string {
  const found = breaches.length === 0 ? "No violations were found." : breaches.map((line) => `- ${line}`);
  return [
    `# ${title}`,
    `\`npm run soak -- ${name} --seed ${seed}\` · ${count} rounds · ${minutes} minutes · ${at} · ${machine}`,
    table([
      { what: "measure", came: "value" },
      ...Object.entries(facts).map(([what, came]) => ({ what, came })),
    ]),
    rows.length === 0 ? "" : table([named(rows[0] ?? {}), ...rows]),
    notes.map((note) => `- ${note}`).join("\n"),
    [found].flat().join("\n"),
  ].join("\n\n");
}

interface SoakRecord extends WholeSoak {
  readonly title: string;
  readonly at: string;
  readonly machine: string;
}

type Row = SoakReport["rows"][number];

const named = (row: Row): Row => Object.fromEntries(Object.keys(row).map((key) => [key, key]));

/** Formats a Markdown table; the first row has the column names. */
function table(rows: readonly Row[]): string {
  const lines = rows.map((row) => `| ${Object.values(row).join(" | ")} |`);
  const [names = "", ...others] = lines;
  return [names, `|${" --- |".repeat(Object.keys(rows[0] ?? {}).length)}`, ...others].join("\n");
}

async function writeFormatted(filepath: string, text: string): Promise<void> {
  await writeFile(filepath, await format(text, { ...(await resolveConfig(filepath)), filepath }));
}
