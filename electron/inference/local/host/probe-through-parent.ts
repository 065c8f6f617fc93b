import childProcess from "node:child_process";
import { EventEmitter } from "node:events";
import { syncBuiltinESMExports } from "node:module";
import { basename } from "node:path";
import type { ProbeNews, ProbeRequest } from "../probe-protocol.ts";

/** The end of Electron's message port in a utility process. */
interface ParentPort {
  postMessage(message: ProbeRequest): void;
  on(event: "message", listener: (event: { readonly data: unknown }) => void): void;
}

/** The module that node-llama-cpp runs in a process of its own, to try out a library before it loads it. */
const probeModule = "testBindingBinary.js";

/**
 * Lets node-llama-cpp try out a library from a utility process of Electron.
 *
 * It starts its trial with `utilityProcess`, which only the main process has, and else with `fork`, which
 * starts the app a second time: the packaged app does not run as plain Node. So `fork` of this one module asks
 * the main process to start the trial, and passes its messages on. Nothing else of the library is changed; all of
 * this is in this file and in `shell/engine-probes.ts`.
 */
export function probeThroughParent(port: ParentPort): void {
  const probes = new Map<number, Probe>();
  port.on("message", ({ data }) => {
    if (!isProbeNews(data)) return;
    const probe = probes.get(data.probeId);
    if (data.event === "message") {
      probe?.emit("message", data.message);
    } else if (probe) {
      probes.delete(data.probeId);
      probe.exitCode = data.exitCode;
      probe.emit("exit", data.exitCode);
    }
  });
  const original = childProcess.fork;
  const fork = (modulePath: string | URL, ...rest: readonly unknown[]) => {
    if (basename(String(modulePath)) !== probeModule) {
      return (original as (...given: readonly unknown[]) => unknown)(modulePath, ...rest);
    }
    const probe = new Probe(port, ++lastId);
    probes.set(probe.id, probe);
    return probe;
  };
  childProcess.fork = fork as typeof childProcess.fork;
  // The library imported `fork` by name.
  syncBuiltinESMExports();
}

let lastId = 0;

/** The part of a child process that the library uses. */
class Probe extends EventEmitter {
  readonly id: number;
  readonly #port: ParentPort;
  readonly killed = false;
  exitCode: number | null = null;

  constructor(port: ParentPort, id: number) {
    super();
    this.id = id;
    this.#port = port;
    port.postMessage({ type: "probe", probeId: id, action: "start" });
  }

  send(message: unknown): boolean {
    this.#port.postMessage({ type: "probe", probeId: this.id, action: "send", message });
    return true;
  }

  kill(): boolean {
    this.#port.postMessage({ type: "probe", probeId: this.id, action: "kill" });
    return true;
  }
}

export function isProbeNews(data: unknown): data is ProbeNews {
  return typeof data === "object" && data !== null && "type" in data && data.type === "probe";
}
