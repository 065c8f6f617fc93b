import { benchAttachments } from "./attachments/bench-attachments.ts";
import { benchMemory } from "./memory/bench-memory.ts";
import { benchUi } from "./ui/bench-ui.ts";

/** `npm run bench -- NAME`: measures, prints a table, and exits with 1 when a bar is missed. */
const benches: Readonly<Record<string, () => Promise<boolean>>> = {
  attachments: benchAttachments,
  memory: benchMemory,
  ui: benchUi,
};

const name = process.argv[2] ?? "";
const bench = benches[name];
if (bench === undefined) {
  console.error(`Which benchmark? npm run bench -- ${Object.keys(benches).join(" | ")}`);
  process.exit(2);
}
process.exit((await bench()) ? 0 : 1);
