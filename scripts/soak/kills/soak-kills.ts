import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fixtureModel } from "../../../tests/fixtures/models.ts";
import { newHome, removeHome } from "../../../tests/fixtures/running-app.ts";
import type { SentMessage } from "../../../shared/ipc/contract.ts";
import { Ledger } from "./ledger.ts";
import { connectPage, type PageClient } from "../../served/page-client.ts";
import { acts } from "./user-actions.ts";
import { seededRandom, type SeededRandom } from "../seeded-random.ts";
import { hasEnded, leftBehind, serveInProcess, type ServedProcess } from "../../served/served-process.ts";
import { damageIn, readChats } from "./stored-chats.ts";

export interface KillReport {
  readonly kills: { app: number; engine: number };
  /** Kills by what the person was doing. */
  readonly during: Record<string, number>;
  /** Messages in their final form that a page was told of before a kill. */
  finishedMessages: number;
  /** The longest time that text was on the screen and then not on the disk, in ms; null: none ever was missing. */
  worstLossMs: number | null;
  /** What was not as promised; empty when all was. */
  readonly breaches: string[];
}

export interface KillOptions {
  readonly rounds: number;
  readonly seed: number;
  readonly onRound?: (done: number, report: KillReport) => void;
}

/** Later rounds would mostly read what earlier ones have left. */
const roundsPerHome = 40;
const modelName = "showcase";
/** The end of a process, and an engine's end noticed, take this long at most, on however busy a machine. */
const patienceMs = 20_000;

/** Kills the app or its engine at random moments, and looks each time whether all that a page was told is still so. */
export async function soakKills({ rounds, seed, onRound }: KillOptions): Promise<KillReport> {
  const report: KillReport = {
    kills: { app: 0, engine: 0 },
    during: {},
    finishedMessages: 0,
    worstLossMs: null,
    breaches: [],
  };
  for (let done = 0; done < rounds; done += roundsPerHome) {
    const home = await newHome(modelName);
    const ground = new KillGround(home, await fixtureModel("demo"), report);
    for (let round = done; round < Math.min(rounds, done + roundsPerHome); round++) {
      await ground.round(seededRandom(seed + round), `seed ${seed + round}`);
      onRound?.(round + 1, report);
    }
    await ground.end();
    if (report.breaches.length > 0) return report;
    await removeHome(home);
  }
  return report;
}

/** One data folder, and the app that is killed on it again and again. */
class KillGround {
  readonly #home: string;
  readonly #demoModelPath: string;
  readonly #report: KillReport;
  readonly #ledger = new Ledger();
  readonly #sent: SentMessage[] = [];
  #facet: ServedProcess | null = null;
  #page: PageClient | null = null;
  #killedAtMs = 0;

  constructor(home: string, demoModelPath: string, report: KillReport) {
    this.#home = home;
    this.#demoModelPath = demoModelPath;
    this.#report = report;
  }

  async round(random: SeededRandom, name: string): Promise<void> {
    const { facet, page } = await this.#running(name);
    const act = random.pick(Object.keys(acts));
    const modelId = `${modelName}.gguf`;
    const acting = acts[act]?.({ page, ledger: this.#ledger, random, modelId, sent: this.#sent });
    await this.#moment(random);
    const enginePid = await facet.enginePid();
    const isEnginesTurn = enginePid !== null && random.below(10) < 4;
    this.#report.during[act] = (this.#report.during[act] ?? 0) + 1;
    if (isEnginesTurn) await this.#killEngine(enginePid, name);
    else await this.#killApp(facet, page, name);
    await acting;
  }

  /** A last look at everything, and no process is left. */
  async end(): Promise<void> {
    const { facet, page } = await this.#running("the end");
    await this.#killApp(facet, page, "the end");
    this.#report.kills.app -= 1;
    const { worstLossMs } = this.#ledger;
    if (worstLossMs !== null) this.#report.worstLossMs = Math.max(worstLossMs, this.#report.worstLossMs ?? 0);
    this.#report.finishedMessages += this.#ledger.finishedCount;
  }

  async #running(name: string): Promise<{ facet: ServedProcess; page: PageClient }> {
    if (this.#facet && this.#page) return { facet: this.#facet, page: this.#page };
    this.#facet = await serveInProcess(this.#home, this.#demoModelPath);
    this.#page = await connectPage(this.#facet.link, (message) => this.#ledger.hear(message));
    const { messages, titles } = await readChats(this.#page);
    this.#note(name, this.#ledger.breaches(messages, titles, this.#killedAtMs));
    this.#note(name, damageIn(join(this.#home, "conversations.sqlite")));
    this.#ledger.accept(messages, titles);
    return { facet: this.#facet, page: this.#page };
  }

  /** At once, soon, somewhere in the reply when it has begun, or when it has just ended. */
  async #moment(random: SeededRandom): Promise<void> {
    const wait = random.pick([0, 20, 300, 1_000, "spoken", "spoken", "ended"] as const);
    if (typeof wait === "number") return sleep(random.below(wait));
    const isTime = () => (wait === "spoken" ? this.#ledger.hasHeard : this.#ledger.isQuiet);
    await this.#until(isTime, 2_000);
    await sleep(random.below(wait === "spoken" ? 150 : 3));
  }

  async #killApp(facet: ServedProcess, page: PageClient, name: string): Promise<void> {
    this.#killedAtMs = performance.now();
    await facet.kill();
    page.close();
    this.#facet = null;
    this.#page = null;
    this.#report.kills.app += 1;
    const left = await leftBehind(this.#home, patienceMs);
    this.#note(
      name,
      left.map((pid) => `Process ${pid} outlived the app`),
    );
  }

  async #killEngine(pid: number, name: string): Promise<void> {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It was just ending.
      return;
    }
    this.#report.kills.engine += 1;
    if (!(await hasEnded(pid, patienceMs))) this.#note(name, [`The engine ${pid} outlived SIGKILL`]);
    if (!(await this.#until(() => this.#ledger.isQuiet, patienceMs)))
      this.#note(name, ["A reply did not end with its engine"]);
  }

  /** @returns whether it came to be */
  async #until(isTime: () => boolean, withinMs: number): Promise<boolean> {
    const giveUpAt = performance.now() + withinMs;
    while (!isTime() && performance.now() < giveUpAt) await sleep(2);
    return isTime();
  }

  #note(name: string, breaches: readonly string[]): void {
    this.#report.breaches.push(...breaches.map((breach) => `${name}: ${breach}`));
  }
}
