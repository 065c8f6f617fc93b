import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fixtureModel } from "../../../tests/fixtures/models.ts";
import { newHome, removeHome } from "../../../tests/fixtures/running-app.ts";
import type { SentMessage } from "../../../shared/ipc/chat-routes.ts";
import { Ledger } from "./ledger.ts";
import { connectPage, type PageClient } from "../../served/page-client.ts";
import { userActions } from "./user-actions.ts";
import { seededRandom, type SeededRandom } from "../seeded-random.ts";
import {
  hasEnded,
  remainingProcesses,
  serveInProcess,
  type ServedProcess,
} from "../../served/served-process.ts";
import { damageIn, readChats } from "./stored-chats.ts";

export interface KillReport {
  readonly kills: { app: number; engine: number };
  /** Counts of kills, by what the user was doing. */
  readonly during: Record<string, number>;
  /** Messages that a page received in their final form before a kill. */
  finishedMessages: number;
  /** The greatest age of text that was on screen and then missing on disk, in ms; null: none was missing. */
  worstLossMs: number | null;
  /** Violations of the app's guarantees; empty when there are none. */
  readonly breaches: string[];
}

export interface KillOptions {
  readonly rounds: number;
  readonly seed: number;
  readonly onRound?: (done: number, report: KillReport) => void;
}

/** With more rounds per data folder, most time would go into reading what earlier ones stored. */
const roundsPerHome = 40;
const modelName = "showcase";
/** The longest time for a process to exit, or for the app to notice the engine's exit, on a busy machine. */
const patienceMs = 20_000;

/**
 * Kills the app or its engine at random moments, and checks after each kill that everything a page received
 * is still stored.
 */
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
    const run = new KillRun(home, await fixtureModel("demo"), report);
    for (let round = done; round < Math.min(rounds, done + roundsPerHome); round++) {
      await run.round(seededRandom(seed + round), `seed ${seed + round}`);
      onRound?.(round + 1, report);
    }
    await run.end();
    if (report.breaches.length > 0) return report;
    await removeHome(home);
  }
  return report;
}

/** One data folder, on which the app is killed repeatedly. */
class KillRun {
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
    const actionName = random.pick(Object.keys(userActions));
    const modelId = `${modelName}.gguf`;
    const action = userActions[actionName]?.({
      page,
      ledger: this.#ledger,
      random,
      modelId,
      sent: this.#sent,
    });
    await this.#moment(random);
    const enginePid = await facet.enginePid();
    const isEnginesTurn = enginePid !== null && random.below(10) < 4;
    this.#report.during[actionName] = (this.#report.during[actionName] ?? 0) + 1;
    if (isEnginesTurn) await this.#killEngine(enginePid, name);
    else await this.#killApp(facet, page, name);
    await action;
  }

  /** Checks everything a last time, and that no process is left. */
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
    this.#page = await connectPage(this.#facet.link, (message) => this.#ledger.receive(message));
    const { messages, titles } = await readChats(this.#page);
    this.#note(name, this.#ledger.breaches(messages, titles, this.#killedAtMs));
    this.#note(name, damageIn(join(this.#home, "conversations.sqlite")));
    this.#ledger.accept(messages, titles);
    return { facet: this.#facet, page: this.#page };
  }

  /** Waits for a random moment: now, soon, while a reply streams, or right after it ended. */
  async #moment(random: SeededRandom): Promise<void> {
    const wait = random.pick([0, 20, 300, 1_000, "spoken", "spoken", "ended"] as const);
    if (typeof wait === "number") return sleep(random.below(wait));
    const isTime = () => (wait === "spoken" ? this.#ledger.hasReceivedText : this.#ledger.isQuiet);
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
    const left = await remainingProcesses(this.#home, patienceMs);
    this.#note(
      name,
      left.map((pid) => `Process ${pid} still runs after the app exited`),
    );
  }

  async #killEngine(pid: number, name: string): Promise<void> {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // The engine was exiting already.
      return;
    }
    this.#report.kills.engine += 1;
    if (!(await hasEnded(pid, patienceMs))) this.#note(name, [`The engine ${pid} still runs after SIGKILL`]);
    if (!(await this.#until(() => this.#ledger.isQuiet, patienceMs)))
      this.#note(name, ["A reply did not end when its engine exited"]);
  }

  /** @returns whether the condition became true in time */
  async #until(isTime: () => boolean, withinMs: number): Promise<boolean> {
    const giveUpAt = performance.now() + withinMs;
    while (!isTime() && performance.now() < giveUpAt) await sleep(2);
    return isTime();
  }

  #note(name: string, breaches: readonly string[]): void {
    this.#report.breaches.push(...breaches.map((breach) => `${name}: ${breach}`));
  }
}
