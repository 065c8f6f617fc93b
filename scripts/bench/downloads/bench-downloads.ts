import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { Downloads } from "../../../electron/models/downloads/downloads.ts";
import { transferOptions } from "../../../electron/models/downloads/transfer-options.ts";
import { HubClient } from "../../../electron/models/hub/hub-client.ts";
import type { DownloadState } from "../../../shared/models/download.ts";

/** 1 Gbit/s; the loopback server cannot send more than this. */
const bytesPerSecond = 125_000_000;
const megabytes = 1_000;
const leastShare = 0.95;

/** The share of a fast connection that a download uses, including hashing and writing. */
export async function benchDownloads(): Promise<boolean> {
  const hub = fork(join(import.meta.dirname, "hub-process.ts"), [String(megabytes), String(bytesPerSecond)]);
  const [{ endpoint }] = (await once(hub, "message")) as [{ readonly endpoint: string }];
  const folder = await mkdtemp(join(tmpdir(), "facet-bench-downloads-"));
  try {
    const measured = await download(folder, endpoint);
    const share = (megabytes * 1e6) / measured.seconds / bytesPerSecond;
    console.table({
      "file size, in MB": megabytes,
      "connection, in MB/s": bytesPerSecond / 1e6,
      seconds: Math.round(measured.seconds * 100) / 100,
      "MB/s": Math.round(megabytes / measured.seconds),
      "share of the connection used": Math.round(share * 1_000) / 1_000,
      "at least": leastShare,
      "longest delay of the main thread, in ms": Math.round(measured.longestWaitMs),
      "processor time, in s": Math.round(measured.cpuSeconds * 10) / 10,
    });
    return share >= leastShare;
  } finally {
    hub.disconnect();
    await rm(folder, { recursive: true, force: true });
  }
}

async function download(folder: string, endpoint: string) {
  let onState: (state: DownloadState) => void = () => undefined;
  const downloads = new Downloads({
    modelsFolder: folder,
    hub: new HubClient(() => ({ endpoint, token: null, trustedOrigins: [] })),
    log: { info: () => undefined, error: console.error },
    onChange: ([first]) => first && onState(first.state),
    onPlaced: async () => undefined,
    options: { ...transferOptions, reserveBytes: 0 },
  });
  const ended = new Promise<DownloadState>((done) => {
    onState = (state) => {
      if (state.type === "done" || state.type === "failed") done(state);
    };
  });
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const cpu = process.cpuUsage();
  const startedAtMs = performance.now();
  await downloads.begin({ repo: "team/model", revision: "main", paths: ["model.gguf"], name: "Model" });
  const state = await ended;
  const seconds = (performance.now() - startedAtMs) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  delay.disable();
  await downloads.dispose();
  if (state.type !== "done") throw new Error(`The download did not complete: ${JSON.stringify(state)}`);
  return { seconds, longestWaitMs: delay.max / 1e6, cpuSeconds: (user + system) / 1e6 };
}
