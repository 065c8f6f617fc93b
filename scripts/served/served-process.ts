import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A Facet in its own process, which can be killed. */
export interface ServedProcess {
  readonly link: string;
  /** The id of the engine's process; null while there is none. */
  enginePid(): Promise<number | null>;
  /** Sends SIGKILL and resolves after the exit. */
  kill(): Promise<void>;
}

const mark = "FACET_SOAK_HOME";
const servedApp = join(import.meta.dirname, "served-app.ts");

/** The argument of the process that turns prompt lookup off. */
export const lookupOff = "no-lookup";

/** @throws when the process exits before it accepts connections, with its output */
export async function serveInProcess(
  home: string,
  demoModelPath: string,
  { usesLookup = true }: { readonly usesLookup?: boolean } = {},
): Promise<ServedProcess> {
  const child = fork(servedApp, [home, demoModelPath, ...(usesLookup ? [] : [lookupOff])], {
    execArgv: [],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    // Cache compiled modules across starts. The engine inherits the environment variable by which its process
    // is found.
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "facet-soak-cache"), [mark]: home },
  });
  let printed = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (printed += text));
  const ended = once(child, "exit");
  const link = await Promise.race([
    once(child, "message").then(([message]) => String(message)),
    ended.then(() => Promise.reject(new Error(`Facet did not start. ${printed}`))),
  ]);
  return {
    link,
    enginePid: () => childOf(child),
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

async function childOf({ pid }: ChildProcess): Promise<number | null> {
  const list = await readFile(`/proc/${pid ?? 0}/task/${pid ?? 0}/children`, "utf8").catch(() => "");
  for (const child of list.split(" ").map(Number)) {
    if (child > 0 && (await isRunning(child))) return child;
  }
  return null;
}

/** Running app and engine processes of this data folder, whatever their parent is now. */
async function processesOf(home: string): Promise<readonly number[]> {
  const pids = (await readdir("/proc")).map(Number).filter((pid) => pid > 0 && pid !== process.pid);
  const found = await Promise.all(
    pids.map(async (pid) => {
      // The environment of an exited process is empty even before it is reaped.
      const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
      return environment.split("\0").includes(`${mark}=${home}`) ? pid : null;
    }),
  );
  return found.filter((pid) => pid !== null);
}

/** Process ids that still run on this data folder after `patienceMs`; empty when there are none. */
export async function remainingProcesses(home: string, patienceMs: number): Promise<readonly number[]> {
  const giveUpAt = performance.now() + patienceMs;
  for (;;) {
    const left = await processesOf(home);
    if (left.length === 0 || performance.now() > giveUpAt) return left;
    await sleep(10);
  }
}

export async function hasEnded(pid: number, patienceMs: number): Promise<boolean> {
  const giveUpAt = performance.now() + patienceMs;
  while (await isRunning(pid)) {
    if (performance.now() > giveUpAt) return false;
    await sleep(5);
  }
  return true;
}

/** A process that has exited and waits to be reaped does not count. */
async function isRunning(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return stat !== "" && !/\) [ZX] /.test(stat);
}
