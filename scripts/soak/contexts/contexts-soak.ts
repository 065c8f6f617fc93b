import { fork } from "node:child_process";
import { once } from "node:events";
import {
  copyFileSync,
  mkdirSync,
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
import { totalVariation, type Distribution } from "../../../tests/fixtures/distribution.ts";
import { keptOptions } from "../../../tests/fixtures/kept-options.ts";
import { fixtureModel } from "../../../tests/fixtures/models.ts";
import { splitNoise } from "../../../tests/fixtures/rewind-check.ts";
import { seededRandom } from "../seeded-random.ts";
import type { Soak } from "../soak-report.ts";
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
    const llama = await openTestLlama();
    try {
      const modelPath = await fixtureModel("dense");
      const model = await llama.loadModel({ modelPath });
      const fresh = await newReader(model);
      const most = 2 * (await orderNoise(fresh)) + splitNoise;
      const tally = new Tally();
      let [last, done] = [0, 0];
      // Each lane waits for its process most of the time.
      const lanes = Array.from({ length: Math.min(count, 3) }, async (_, lane) => {
        const chats = new SoakedChats(join(folder, `lane ${lane}`), modelPath, { model, fresh, most });
        while (last < count) {
          await chats.round(seed * 100_000 + ++last, tally);
          onProgress(++done);
        }
      });
      await Promise.all(lanes);
      const { counts, worst, breaches } = tally;
      return {
        facts: { ...counts, "worst difference": rounded(worst), "allowed difference": rounded(most) },
        rows: [],
        breaches,
      };
    } finally {
      await llama.dispose();
      rmSync(folder, { recursive: true });
    }
  },
};

class Tally {
  readonly counts = {
    kills: 0,
    "partly written files": 0,
    "damaged files": 0,
    "changed models": 0,
    "contexts restored": 0,
    "prompts evaluated anew": 0,
  };
  readonly breaches: string[] = [];
  worst = 0;
}

interface ComparedWith {
  readonly model: Parameters<typeof newReader>[0];
  readonly fresh: Reader;
  /** The allowed difference. */
  readonly most: number;
}

/** A folder of kept contexts, and a model's file that they are of. */
class SoakedChats {
  readonly #kept: string;
  readonly #modelPath: string;
  readonly #with: ComparedWith;
  #rounds = 0;

  constructor(folder: string, modelPath: string, comparedWith: ComparedWith) {
    this.#kept = join(folder, "kept");
    this.#modelPath = join(folder, "model.gguf");
    this.#with = comparedWith;
    mkdirSync(folder);
    copyFileSync(modelPath, this.#modelPath);
  }

  async round(seed: number, tally: Tally): Promise<void> {
    const { counts, breaches } = tally;
    const random = seededRandom(seed);
    if (this.#rounds++ % 20 === 0) {
      rmSync(this.#kept, { recursive: true, force: true });
      prepareKeptFolder(this.#kept);
    }
    await killWhileSaving({ folder: this.#kept, modelPath: this.#modelPath, seed }, random);
    counts.kills++;
    counts["partly written files"] += this.#partials();
    // As the app does at its start.
    new KeptFolder(this.#kept).forget(() => false, true);
    if (this.#partials() > 0) breaches.push(`${seed}: a partly written file is left`);
    if (random.below(4) < 1 && damageOne(this.#kept, random)) counts["damaged files"]++;
    const isChanged = random.below(20) < 1;
    if (isChanged) {
      changeInPlace(this.#modelPath, random);
      counts["changed models"]++;
    }
    const reader = await this.#reader();
    const compared = Math.floor(random.below(soakedChats));
    for (let chat = 0; chat < soakedChats; chat++) {
      const prompt = promptOf(chat, 480);
      const { reused, next } = await reader.read(prompt, prompt.length, ownerOf(chat));
      counts[reused > 0 ? "contexts restored" : "prompts evaluated anew"]++;
      if (isChanged && reused > 0) breaches.push(`${seed}: a context of another file was restored`);
      if (reused > 0 && chat === compared)
        await this.#compare(`${seed}, ${reused} tokens`, prompt, next, tally);
    }
    await reader.dispose();
  }

  /** The lanes share the fresh context, so one compares at a time. */
  static #comparing: Promise<unknown> = Promise.resolve();

  async #compare(what: string, prompt: readonly number[], next: Distribution, tally: Tally): Promise<void> {
    const compared = SoakedChats.#comparing.then(async () => {
      this.#with.fresh.live.clear();
      return totalVariation(next, await this.#with.fresh.add(prompt));
    });
    SoakedChats.#comparing = compared;
    const distance = await compared;
    tally.worst = Math.max(tally.worst, distance);
    if (!(distance < this.#with.most)) tally.breaches.push(`${what}: ${distance} from a fresh context`);
  }

  /** Its budget is zero: it restores, and saves nothing. */
  async #reader(): Promise<Reader> {
    const folder = this.#kept;
    const parking = { folder, count: 0, bytes: 0, reserveBytes: 0, bytesFor: (tokens: number) => tokens };
    const reader = await newReader(this.#with.model, { parking });
    const options = keptOptions(folder);
    const identity = { ...options.identity, file: await modelFileIdentity(this.#modelPath) };
    const limits = () => ({ budgetBytes: 0, reserveBytes: 0 });
    reader.live.keeping.keepIn(await KeptContexts.open({ ...options, identity, limits }));
    return reader;
  }

  #partials(): number {
    return readdirSync(this.#kept).filter((name) => name.endsWith(".partial")).length;
  }
}

type Random = ReturnType<typeof seededRandom>;

/** Within some milliseconds after it began to save one. */
async function killWhileSaving(order: SavingOrder, random: Random): Promise<void> {
  const child = fork(join(import.meta.dirname, "saving-process.ts"), [JSON.stringify(order)], {
    execArgv: [],
  });
  const exited = once(child, "exit");
  let wanted = 1 + Math.floor(random.below(3));
  await new Promise<void>((resolve, reject) => {
    child.on("message", () => --wanted === 0 && resolve());
    exited.then(() => reject(new Error("The process ended by itself")), reject);
  });
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
    bytes.fill(0, at, Math.min(bytes.length, at + 1 + Math.floor(random.below(4096))));
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
