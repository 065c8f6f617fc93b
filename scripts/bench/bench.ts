import { benchApi } from "./api/bench-api.ts";
import { benchAttachments } from "./attachments/bench-attachments.ts";
import { benchCacheTypes } from "./depth/bench-cache-types.ts";
import { benchDepth } from "./depth/bench-depth.ts";
import { benchDrafting } from "./drafting/bench-drafting.ts";
import { benchEngineSettings } from "./engine/bench-engine-settings.ts";
import { benchEngine } from "./engine/bench-engine.ts";
import { benchEvaluations } from "./engine/bench-evaluations.ts";
import { benchFairness } from "./fairness/bench-fairness.ts";
import { benchMedia } from "./media/bench-media.ts";
import { benchDownloads } from "./downloads/bench-downloads.ts";
import { benchMemory } from "./memory/bench-memory.ts";
import { benchReadAhead } from "./read-ahead/bench-read-ahead.ts";
import { benchReopening } from "./reopening/bench-reopening.ts";
import { benchSpeed } from "./speed/bench-speed.ts";
import { benchStartup } from "./startup/bench-startup.ts";
import { benchUi } from "./ui/bench-ui.ts";

/** `npm run bench -- NAME`: measures, prints a table, and exits with 1 when a bar is missed. */
const benches: Readonly<Record<string, (args: readonly string[]) => Promise<boolean>>> = {
  api: benchApi,
  attachments: benchAttachments,
  "cache-types": benchCacheTypes,
  depth: benchDepth,
  drafting: benchDrafting,
  engine: benchEngine,
  "engine-settings": benchEngineSettings,
  evaluations: benchEvaluations,
  fairness: benchFairness,
  media: benchMedia,
  downloads: benchDownloads,
  memory: benchMemory,
  "read-ahead": benchReadAhead,
  reopening: benchReopening,
  speed: benchSpeed,
  startup: benchStartup,
  ui: benchUi,
};

const name = process.argv[2] ?? "";
const bench = benches[name];
if (bench === undefined) {
  console.error(`Usage: npm run bench -- ${Object.keys(benches).join(" | ")}`);
  process.exit(2);
}
process.exit((await bench(process.argv.slice(3))) ? 0 : 1);
