import { fork } from "node:child_process";
import { once } from "node:events";
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { KeptContexts } from "../../../electron/inference/local/host/kept/kept-contexts.ts";
import { modelFileIdentity } from "../../../electron/inference/local/host/kept/model-identity.ts";
import { KeptFolder } from "../../../electron/inference/local/kept/kept-folder.ts";
import { prepareKeptFolder } from "../../../electron/inference/local/kept/prepare-kept-folder.ts";
import { newReader, openTestLlama, orderNoise, type Reader } from "../../../tests/fixtures/context-reader.ts";
import { totalVariation } from "../../../tests/fixtures/distribution.ts";
import { keptOptions } from "../../../tests/fixtures/kept-options.ts";
import { fixtureModel } from "../../../tests/fixtures/models.ts";
import { splitNoise } from "../../../tests/fixtures/rewind-check.ts";
import { seededRandom } from "../seeded-random.ts";
import type { Soak, SoakReport } from "../soak-report.ts";
import { ownerOf, promptOf, soakedChats, type SavingOrder } from "./soaked-chats.ts";

/**
 * Kills a process again and again while it saves contexts, damages some of the files as a power cut would, and
 * compares the answers that restored contexts give with a fresh context's. After some kills, the model's file
 * is changed in place, with its size and time as they were.
 */
export const contextsSoak: Soak = {
  title: "Killing the engine while it keeps contexts on disk",
  count: 1_000,
  async run({ count, seed, onProgress }) {
    const folder = mkdtempSync(join(tmpdir(), "facet-soak-contexts-"));
    try {
      return await soak(folder, count, seed, onProgress);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

async function soak(
  folder: string,
  count: number,
  seed: number,
  onProgress: (done: number) => void,
): Promise<SoakReport> {
  const modelPath = join(folder, "model.gguf");
  copyFileSync(await fixtureModel("dense"), modelPath);
  const llama = await openTestLlama();
  const model = await llama.loadModel({ modelPath: await fixtureModel("dense") });
  const fresh = await newReader(model);
  const most = 2 * (await orderNoise(fresh)) + splitNoise;
  const counts = {
    kills: 0,
    "partly written files": 0,
    damaged: 0,
    "changed models": 0,
    restored: 0,
    "evaluated anew": 0,
  };
  const breaches: string[] = [];
  let worst = 0;
  for (let round = 1; round <= count; round++) {
    const random = seededRandom(seed * 100_000 + round);
    const kept = join(folder, "kept");
    if (round % 25 === 1) prepare(kept);
    await killWhileSaving({ folder: kept, modelPath, seed: seed * 100_000 + round }, random);
    counts.kills++;
    counts["partly written files"] += readdirSync(kept).filter((name) => name.endsWith(".partial")).length;
    // As the app does at its start.
    new KeptFolder(kept).forget(() => false, true);
    if (random.below(4) < 1 && damageOne(kept, random)) counts.damaged++;
    const isChanged = random.below(20) < 1;
    if (isChanged) {
      changeInPlace(modelPath, random);
      counts["changed models"]++;
    }
    const reader = await readerOf(kept, modelPath, model);
    for (let chat = 0; chat < soakedChats; chat++) {
      const prompt = promptOf(chat, 1_000);
      const { reused, next } = await reader.read(prompt, prompt.length, ownerOf(chat));
      counts[reused > 0 ? "restored" : "evaluated anew"]++;
      if (isChanged && reused > 0) breaches.push(`${round}: a context of another file was restored`);
      if (reused === 0) continue;
      fresh.live.clear();
      const distance = totalVariation(next, await fresh.add(prompt));
      worst = Math.max(worst, distance);
      if (!(distance < most))
        breaches.push(`${round}: ${distance} from a fresh context after ${reused} tokens`);
    }
    await reader.dispose();
    if (readdirSync(kept).some((name) => name.endsWith(".partial")))
      breaches.push(`${round}: a partial file is left`);
    onProgress(round);
  }
  await llama.dispose();
  const facts = { ...counts, "worst difference": rounded(worst), "allowed difference": rounded(most) };
  return { facts, rows: [], breaches };
}

function prepare(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  prepareKeptFolder(folder);
}

/** The budget of this reader is zero: it restores, and saves nothing. */
async function readerOf(
  folder: string,
  modelPath: string,
  model: Parameters<typeof newReader>[0],
): Promise<Reader> {
  const parking = { folder, count: 0, bytes: 0, reserveBytes: 0, bytesFor: (tokens: number) => tokens };
  const reader = await newReader(model, { parking });
  const options = keptOptions(folder);
  const identity = { ...options.identity, file: await modelFileIdentity(modelPath) };
  const limits = () => ({ budgetBytes: 0, reserveBytes: 0 });
  reader.live.keepIn(await KeptContexts.open({ ...options, identity, limits }));
  return reader;
}

type Random = ReturnType<typeof seededRandom>;

/** Within some milliseconds after it began to save one. */
async function killWhileSaving(order: SavingOrder, random: Random): Promise<void> {
  const child = fork(join(import.meta.dirname, "saving-process.ts"), [JSON.stringify(order)], {
    execArgv: [],
  });
  const exited = once(child, "exit");
  let wanted = 1 + Math.floor(random.below(6));
  const { promise: saving, resolve } = Promise.withResolvers<void>();
  child.on("message", () => --wanted === 0 && resolve());
  const [code] = (await Promise.race([saving, exited])) ?? [null];
  if (code !== null) throw new Error(`The process ended with ${String(code)}`);
  await sleep(random.below(8));
  child.kill("SIGKILL");
  await exited;
}

function damageOne(folder: string, random: Random): boolean {
  const names = readdirSync(folder).filter((name) => name.endsWith(".kept"));
  const name = names[Math.floor(random.below(names.length))];
  if (name === undefined) return false;
  const path = join(folder, name);
  const at = Math.floor(random.below(statSync(path).size));
  if (random.below(2) < 1) {
    truncateSync(path, at);
  } else {
    const bytes = readFileSync(path);
    bytes.fill(0, at, at + 1 + Math.floor(random.below(4096)));
    if (bytes.equals(readFileSync(path))) return false;
    writeFileSync(path, bytes);
  }
  return true;
}

/** Size and time of the last change are as before; only the weights are others. */
function changeInPlace(path: string, random: Random): void {
  const { atime, mtime } = statSync(path);
  const bytes = readFileSync(path);
  const at = Math.floor(bytes.length * 0.9 + random.below(bytes.length * 0.05));
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
  utimesSync(path, atime, mtime);
}

const rounded = (difference: number) => Math.ceil(difference * 1e6) / 1e6;
