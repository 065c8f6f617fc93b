import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { utilityProcess, type UtilityProcess } from "electron";
import { probeRequestSchema, type ProbeNews, type ProbeRequest } from "../inference/local/probe-protocol.ts";
import { killUtilityProcess } from "./kill-utility-process.ts";

/** One at a time is usual; a compromised engine must not start any number. */
const mostProbes = 4;

/**
 * Starts the processes in which node-llama-cpp tries out a library, for an engine process that cannot start them
 * itself (`host/probe-through-parent.ts`). Which module they run is decided here.
 */
export function answerProbes(engine: UtilityProcess): void {
  const probes = new Map<number, UtilityProcess>();
  const post = (news: ProbeNews) => engine.postMessage(news);
  engine.on("message", (received: unknown) => {
    const parsed = probeRequestSchema.safeParse(received);
    if (parsed.success) answer(parsed.data);
  });
  engine.once("exit", () => {
    for (const probe of probes.values()) killUtilityProcess(probe);
  });

  function answer({ probeId, action, message }: ProbeRequest): void {
    const probe = probes.get(probeId);
    if (action === "send") probe?.postMessage(message);
    if (action === "kill" && probe) killUtilityProcess(probe);
    if (action === "start" && !probe && probes.size < mostProbes) start(probeId);
  }

  function start(probeId: number): void {
    const probe = utilityProcess.fork(probeModule(), [], {
      serviceName: "Facet engine trial",
      stdio: "ignore",
      env: { ...process.env, TEST_BINDING_CP: "true" },
    });
    probes.set(probeId, probe);
    probe.on("message", (message: unknown) => post({ type: "probe", probeId, event: "message", message }));
    probe.once("exit", (exitCode) => {
      probes.delete(probeId);
      post({ type: "probe", probeId, event: "exit", exitCode });
    });
  }
}

/** Resolved, not loaded: the library's code never runs in the main process. */
function probeModule(): string {
  const library = createRequire(import.meta.url).resolve("node-llama-cpp");
  return join(dirname(library), "bindings/utils/testBindingBinary.js");
}
