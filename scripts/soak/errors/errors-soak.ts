import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultChatSettings } from "../../../shared/chat/default-chat-settings.ts";
import { demoModelId } from "../../../shared/models/model.ts";
import { fixtureModel } from "../../../tests/fixtures/models.ts";
import { startScriptedServer } from "../../../tests/fixtures/servers/scripted-server.ts";
import { seededRandom } from "../seeded-random.ts";
import type { Soak, SoakOptions, SoakReport } from "../soak-report.ts";
import { FaultSites, type Fault, type FaultKind, type Site } from "./fault-sites.ts";
import { faultedRun } from "./faulted-run.ts";
import { openApp } from "./opened-app.ts";
import { otherModelId } from "./user-steps.ts";

const kinds: Readonly<Record<Site["domain"], readonly FaultKind[]>> = {
  files: ["rejects", "hangs", "refuses"],
  database: ["rejects", "refuses"],
  engine: ["rejects", "hangs", "dies", "garbles"],
};

/** Makes each call of the services fail in turn, while a user does many things, and looks what is left. */
export const errorsSoak: Soak = {
  title: "Faults at every awaited call of the services",
  count: 1_000,
  run: soakErrors,
};

async function soakErrors({ count, seed, onProgress }: SoakOptions): Promise<SoakReport> {
  const breaches: string[] = [];
  const unhandled = (reason: unknown) => void breaches.push(`Unhandled rejection: ${String(reason)}`);
  process.on("unhandledRejection", unhandled);
  const server = await startScriptedServer("llama-server");
  const demoModelPath = await fixtureModel("demo");
  const seedHome = await mkdtemp(join(tmpdir(), "facet-errors-seed-"));
  const sites = new FaultSites();
  try {
    await fillHome(seedHome, demoModelPath, sites);
    await sites.install();
    const run = (fault: Fault | null) =>
      faultedRun({ sites, seed: seedHome, demoModelPath, serverUrl: server.url, fault });
    const clean = await run(null);
    breaches.push(...clean.breaches.map((breach) => `Without a fault: ${breach}`));
    const faults = shuffled(allFaults(sites.sites), seed).slice(0, count);
    const tallies = new Map<string, { runs: number; struck: number; failedStarts: number }>();
    const codes = new Map<string, number>();
    for (const [done, fault] of faults.entries()) {
      const outcome = await run(fault);
      const tally = tallies.get(fault.kind) ?? { runs: 0, struck: 0, failedStarts: 0 };
      tally.runs += 1;
      tally.struck += sites.hits > 0 ? 1 : 0;
      tally.failedStarts += outcome.hasStarted ? 0 : 1;
      tallies.set(fault.kind, tally);
      for (const code of new Set(outcome.codes)) codes.set(code, (codes.get(code) ?? 0) + 1);
      breaches.push(...outcome.breaches.map((breach) => `${fault.kind} at ${fault.site}: ${breach}`));
      onProgress(done + 1);
    }
    return {
      facts: {
        "places from which files, the database or the engine are called": sites.sites.length,
        "faults that were tried": faults.length,
      },
      rows: [...tallies].map(([kind, tally]) => ({ kind, ...tally })),
      notes: [...codes].map(([code, times]) => `${times} faults were reported as ${code}`),
      breaches,
    };
  } finally {
    sites.remove();
    process.off("unhandledRejection", unhandled);
    await server.close();
    await rm(seedHome, { recursive: true, force: true });
  }
}

/** A data folder with a chat, settings and a model. */
async function fillHome(home: string, demoModelPath: string, sites: FaultSites): Promise<void> {
  await cp(await fixtureModel("short"), join(home, "models", otherModelId));
  const opened = await openApp(home, demoModelPath, sites);
  await opened.request("settings.update", { theme: "dark" });
  const message = {
    conversationId: null,
    text: "Earlier",
    modelId: demoModelId,
    settings: defaultChatSettings,
  };
  await opened.ended(await opened.request("chat.send", message));
  await opened.app.dispose();
}

function allFaults(sites: readonly Site[]): readonly Fault[] {
  return sites.flatMap(({ name, domain }) => kinds[domain].map((kind) => ({ site: name, kind })));
}

/** Orders them by the seed, so that a shorter run tries some of all kinds. */
function shuffled(faults: readonly Fault[], seed: number): readonly Fault[] {
  const random = seededRandom(seed);
  return faults
    .map((fault) => ({ fault, at: random.below(1) }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ fault }) => fault);
}
