import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Both ways an engine process looks from outside: a forked Node, or Electron's utility process. */
const engineArguments = /engine-host|node\.mojom\.NodeService/;

/** The engine process of this Facet, or null when it has none. */
export async function engineProcessId(hostPid: number): Promise<number | null> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-ww", "-o", "pid=,ppid=,stat=,args="]);
  for (const line of stdout.split("\n")) {
    const [, pid, parent, state = "", args = ""] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    if (Number(parent) === hostPid && !state.startsWith("Z") && engineArguments.test(args))
      return Number(pid);
  }
  return null;
}
