import type { Page } from "playwright";
import { media } from "../../../renderer/i18n/en/media.ts";
import { seededRandom } from "../seeded-random.ts";
import type { SoakOptions } from "../soak-report.ts";
import { damagedFile, damages } from "./damaged-file.ts";
import { dropBatch, type CardOutcome, type NamedBytes } from "./drop-batch.ts";
import { intactFiles } from "./intact-files.ts";

export interface BrokenFilesReport {
  /** Counts of outcomes, by file format. */
  readonly outcomes: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly longestBatchMs: number;
  /** The seeds on which a decoder hung or exited. */
  readonly hung: readonly string[];
  readonly breaches: readonly string[];
}

const batchSize = 8;
/** A hung decoder is terminated after one minute, and several may hang in turn. */
const withinMs = 200_000;
const named = Object.values(media.troubles).map(({ title }) => title);

/** Drops damaged files on the page in batches, each with one intact file, which must not be affected. */
export async function soakBrokenFiles(
  page: Page,
  { count, seed, onProgress }: SoakOptions,
): Promise<BrokenFilesReport> {
  const sound = await intactFiles(page);
  const formats = Object.keys(sound);
  const outcomes: Record<string, Record<string, number>> = {};
  const breaches: string[] = [];
  const hung: string[] = [];
  let longestBatchMs = 0;

  const damagedAt = (round: number): NamedBytes => {
    const random = seededRandom(seed + round);
    const format = formats[round % formats.length] ?? "";
    const bytes = damagedFile(sound[format] ?? new Uint8Array(), random.pick(damages), random);
    return { name: `${seed + round}.${format}`, bytes };
  };
  const note = (name: string, cards: readonly CardOutcome[]) => {
    const format = name.split(".")[1] ?? "";
    const came = cards.find(({ outcome }) => outcome !== "ready")?.outcome ?? "ready";
    if (cards.length === 0) breaches.push(`${name} disappeared without an error`);
    else if (![...named, "ready", "choosing"].includes(came))
      breaches.push(`${name} has an unknown outcome: ${came}`);
    if (came === media.troubles["decoder-failed"].title) hung.push(name);
    outcomes[format] ??= {};
    outcomes[format][came] = (outcomes[format][came] ?? 0) + 1;
  };

  for (let round = 0; round < count && breaches.length === 0; round += batchSize) {
    const ends = Math.min(count, round + batchSize);
    const damaged = Array.from({ length: ends - round }, (_, at) => damagedAt(round + at));
    const whole = { name: "whole.png", bytes: sound["png"] ?? new Uint8Array() };
    const startMs = performance.now();
    const cards = await dropBatch(page, [...damaged, whole], withinMs);
    longestBatchMs = Math.max(longestBatchMs, performance.now() - startMs);
    for (const { name } of damaged) {
      note(
        name,
        cards.filter((card) => card.name === name || card.name.startsWith(`${name}, page `)),
      );
    }
    const spared = cards.find(({ name }) => name === whole.name);
    if (spared?.outcome !== "ready") breaches.push(`The intact file beside ${damaged[0]?.name} is not ready`);
    onProgress(ends);
  }
  return { outcomes, longestBatchMs, hung, breaches };
}
