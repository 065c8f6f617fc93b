import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Matches the command line of the engine: a forked Node process, or an Electron utility process. */
const engineArguments = /engine-host|node\.mojom\.NodeService/;

/** The process ID of the engine started by this host, or null if none is running. */
export async function engineProcessId(hostPid: number): Promise<number | null> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-ww", "-o", "pid=,ppid=,stat=,args="]);
  for (const line of stdout.split("\n")) {
    const [, pid, parent, state = "", args = ""] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    if (Number(parent) === hostPid && !state.startsWith("Z") && engineArguments.test(args))
      return Number(pid);
  }
  return null;
}
