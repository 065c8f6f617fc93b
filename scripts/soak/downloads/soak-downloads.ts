import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findGgufFiles } from "../../../electron/models/find-gguf-files.ts";
import { noFaults, seededFaults } from "../../../tests/fixtures/hub/hub-faults.ts";
import { hubRepository, type HubRepository } from "../../../tests/fixtures/hub/hub-repository.ts";
import { startLoopbackHub, type LoopbackHub } from "../../../tests/fixtures/hub/loopback-hub.ts";
import { randomFile } from "../../../tests/fixtures/hub/random-file.ts";
import { seededRandom, type SeededRandom } from "../seeded-random.ts";
import { destroyedBytes } from "./destroyed-bytes.ts";
import { DownloadingProcess } from "./downloading-process.ts";

export interface DownloadReport {
  runs: number;
  kills: number;
  /** Counts of faulty responses of the file host, by fault. */
  readonly faults: Record<string, number>;
  /** Counts of runs that stopped with a named error before they were resumed, by error code. */
  readonly stops: Record<string, number>;
  fileBytes: number;
  fetchedBytes: number;
  destroyedBytes: number;
  /** Violations of the app's guarantees; empty when there are none. */
  readonly breaches: string[];
}

export interface DownloadSoakOptions {
  readonly rounds: number;
  readonly seed: number;
  readonly onRound?: (done: number, report: DownloadReport) => void;
}

const bytesPerSecond = 8_000_000;
const mostKills = 3;
/** A run transfers a few seconds of bytes, and has faults that make it wait. */
const patienceMs = 90_000;
const shareAllowed = 1.1;

/** Downloads from a faulty hub, with an app that is killed at random moments. */
export async function soakDownloads({ rounds, seed, onRound }: DownloadSoakOptions): Promise<DownloadReport> {
  const report: DownloadReport = {
    runs: 0,
    kills: 0,
    faults: {},
    stops: {},
    fileBytes: 0,
    fetchedBytes: 0,
    destroyedBytes: 0,
    breaches: [],
  };
  for (let round = 0; round < rounds; round++) {
    const run = new DownloadRun(seed + round, report);
    await run.play();
    report.runs += 1;
    onRound?.(round + 1, report);
  }
  return report;
}

class DownloadRun {
  readonly #seed: number;
  readonly #random: SeededRandom;
  readonly #report: DownloadReport;
  readonly #repository: HubRepository;
  /** Hashes of every content the hub ever served: any other file is wrong. */
  readonly #right = new Set<string>();
  readonly #killsAtMs: number[] = [];

  constructor(seed: number, report: DownloadReport) {
    this.#seed = seed;
    this.#report = report;
    this.#random = seededRandom(seed);
    const bytes = (least: number, spread: number) =>
      randomFile(Math.floor(this.#random.below(2 ** 31)), Math.floor(least + this.#random.below(spread)));
    this.#repository = hubRepository("team/model", {
      "model-Q4_0.gguf": bytes(4_000_000, 10_000_000),
      "mmproj-F16.gguf": bytes(100_000, 900_000),
    });
  }

  async play(): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), "facet-soak-downloads-"));
    const worst = Math.floor(this.#random.below(2));
    const hub = await startLoopbackHub({
      repositories: [this.#repository],
      bytesPerSecond,
      answersPerAddress: 3 + Math.floor(this.#random.below(20)),
      faults: seededFaults({ seed: this.#seed, share: 0.2, worst }),
    });
    try {
      await this.#download(folder, hub);
      this.#settle(hub);
    } finally {
      await hub.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  }

  async #download(folder: string, hub: LoopbackHub): Promise<void> {
    let killsLeft = Math.floor(this.#random.below(mostKills + 1));
    const startedAtMs = performance.now();
    for (;;) {
      const app = new DownloadingProcess(folder, hub.endpoint);
      try {
        const isStarted = await app.started();
        if (!isStarted) {
          this.#note("The app did not start");
          return;
        }
        if (app.downloads.length === 0 && !(await this.#isWhole(folder))) await this.#begin(app);
        if (killsLeft > 0) {
          killsLeft -= 1;
          await sleep(this.#random.below(1_200));
          this.#killsAtMs.push(performance.now());
          await app.kill();
          await this.#lookForWrong(folder);
          continue;
        }
        await this.#finish(app, hub, folder, startedAtMs);
        return;
      } finally {
        await app.kill();
      }
    }
  }

  /** The hub may fail at this moment; a user would press the button again. */
  async #begin(app: DownloadingProcess): Promise<void> {
    const wanted = {
      repo: this.#repository.id,
      revision: "main",
      paths: ["model-Q4_0.gguf", "mmproj-F16.gguf"],
      name: "Model",
    };
    for (let attempt = 0; attempt < 20; attempt++) {
      const failure = await app.ask({ type: "begin", wanted });
      if (failure === null) return;
      if (!failure.startsWith("hub-")) this.#note(`The download did not start: ${failure}`);
    }
    this.#note("The download could not be started");
  }

  /**
   * Waits for the end of the download; a stop must have a named error, and be resumable once faults are
   * removed.
   */
  async #finish(
    app: DownloadingProcess,
    hub: LoopbackHub,
    folder: string,
    startedAtMs: number,
  ): Promise<void> {
    const state = () => app.downloads[0]?.state;
    const hasEnded = () => ["done", "failed"].includes(state()?.type ?? "");
    const isWholeAlready = app.downloads.length === 0;
    if (!isWholeAlready && !(await app.until(hasEnded, patienceMs)))
      this.#note(`The download did not end: ${JSON.stringify(state())}`);
    const stopped = state();
    if (stopped?.type === "failed") {
      const { code } = stopped.failure;
      this.#report.stops[code] = (this.#report.stops[code] ?? 0) + 1;
      if (code === "internal")
        this.#note(`The download stopped without a named error: ${stopped.failure.message}`);
      hub.faults = noFaults;
      await app.ask({ type: "resume", downloadId: app.downloads[0]?.id ?? "" });
      if (!(await app.until(() => state()?.type === "done", patienceMs)))
        this.#note(`The download does not resume: ${JSON.stringify(state())}`);
    }
    await this.#lookForWrong(folder);
    if (!(await this.#isWhole(folder)))
      this.#note(`Files are missing after ${Math.round(performance.now() - startedAtMs)} ms`);
    for (const model of app.models)
      if (!model.id.startsWith("team/model/")) this.#note(`${model.id} should not be listed`);
  }

  /** Every file in the models folder must be correct at any moment. */
  async #lookForWrong(folder: string): Promise<void> {
    for (const { sha256 } of this.#repository.files.values()) this.#right.add(sha256);
    for (const { id, path } of await findGgufFiles(folder)) {
      const sha256 = createHash("sha256")
        .update(await readFile(path))
        .digest("hex");
      if (!this.#right.has(sha256)) this.#note(`${id} has wrong content`);
    }
  }

  async #isWhole(folder: string): Promise<boolean> {
    const names = (await findGgufFiles(folder)).map(({ id }) => id);
    return [...this.#repository.files.keys()].every((path) => names.includes(`team/model/${path}`));
  }

  #settle(hub: LoopbackHub): void {
    const { answers, sentBytes, leaks } = hub.files;
    const sizes = new Map([...this.#repository.files].map(([path, { bytes }]) => [path, bytes.length]));
    const fileBytes = [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
    const destroyed = destroyedBytes(answers, this.#killsAtMs, sizes);
    for (const { fault } of answers) this.#report.faults[fault] = (this.#report.faults[fault] ?? 0) + 1;
    this.#report.kills += this.#killsAtMs.length;
    this.#report.fileBytes += fileBytes;
    this.#report.fetchedBytes += sentBytes;
    this.#report.destroyedBytes += destroyed;
    if (leaks.length > 0) this.#note("The file host received a token");
    if (sentBytes > fileBytes * shareAllowed + destroyed)
      this.#note(
        `${sentBytes} bytes were downloaded for ${fileBytes}, of which faults destroyed ${destroyed}`,
      );
  }

  #note(breach: string): void {
    this.#report.breaches.push(`seed ${this.#seed}: ${breach}`);
  }
}
