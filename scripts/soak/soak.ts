import { parseArgs } from "node:util";
import { apiSoak } from "./api/api-soak.ts";
import { brokenFilesSoak } from "./broken-files/broken-files-soak.ts";
import { contextsSoak } from "./contexts/contexts-soak.ts";
import { downloadsSoak } from "./downloads/downloads-soak.ts";
import { draftingSoak } from "./drafting/drafting-soak.ts";
import { errorsSoak } from "./errors/errors-soak.ts";
import { headersSoak } from "./headers/headers-soak.ts";
import { jsonSoak } from "./json/json-soak.ts";
import { killsSoak } from "./kills/kills-soak.ts";
import { mediaTokensSoak } from "./media-tokens/media-tokens-soak.ts";
import { mediaSoak } from "./media/media-soak.ts";
import { recordingSoak } from "./recording/recording-soak.ts";
import { recordSoak } from "./record-soak.ts";
import { repliesSoak } from "./replies/replies-soak.ts";
import { rewindsSoak } from "./rewinds/rewinds-soak.ts";
import type { Soak } from "./soak-report.ts";

/**
 * `npm run soak -- NAME [--seed N] [--count N]`: repeats an operation many times, prints the result, and
 * exits with 1 when a guarantee was violated. A full run, without `--count`, is recorded in docs/soak.
 */
const soaks: Readonly<Record<string, Soak>> = {
  downloads: downloadsSoak,
  drafting: draftingSoak,
  kills: killsSoak,
  headers: headersSoak,
  rewinds: rewindsSoak,
  contexts: contextsSoak,
  media: mediaSoak,
  "media-tokens": mediaTokensSoak,
  json: jsonSoak,
  "broken-files": brokenFilesSoak,
  recording: recordingSoak,
  errors: errorsSoak,
  replies: repliesSoak,
  api: apiSoak,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: "string", default: "1" }, count: { type: "string" } },
});
const name = positionals[0] ?? "";
const soak = soaks[name];
const count = Number(values.count ?? soak?.count);
const seed = Number(values.seed);
if (soak === undefined || !Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(seed)) {
  console.error(`Usage: npm run soak -- ${Object.keys(soaks).join("|")} [--seed N] [--count N]`);
  process.exit(2);
}

const startedAtMs = performance.now();
let shown = -1;
const onProgress = (done: number) => {
  const whole = Math.floor(done);
  if (whole !== shown) process.stderr.write(`\r${name}: ${whole} of ${count}`);
  shown = whole;
};
const report = await soak.run({ count, seed, onProgress });
process.stderr.write("\n");
const minutes = Math.round((performance.now() - startedAtMs) / 6_000) / 10;
console.log(soak.title);
console.table({ count, seed, minutes, ...report.facts });
if (report.rows.length > 0) console.table(report.rows);
for (const note of report.notes ?? []) console.log(note);
for (const breach of report.breaches) console.error(breach);
if (values.count === undefined) await recordSoak(name, soak.title, { count, seed, minutes, ...report });
process.exitCode = report.breaches.length > 0 ? 1 : 0;
