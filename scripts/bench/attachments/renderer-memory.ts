import { readFile } from "node:fs/promises";
import type { Browser } from "playwright";

interface ProcessInfo {
  readonly type: string;
  readonly id: number;
}

export interface MemoryWatch {
  /**
   * Stops watching. The peak resident memory of all renderers together, in MB; NaN where the system does not
   * report it.
   */
  peakMb(): Promise<number>;
}

/** Samples the renderer processes of a browser, workers included, a few times a second. */
export async function watchMemory(browser: Browser): Promise<MemoryWatch> {
  const session = await browser.newBrowserCDPSession();
  let peak = Number.NaN;
  const over = new AbortController();
  const watching = (async () => {
    while (!over.signal.aborted) {
      const { processInfo } = (await session.send("SystemInfo.getProcessInfo")) as {
        processInfo: readonly ProcessInfo[];
      };
      const renderers = processInfo.filter(({ type }) => type === "renderer");
      const sizes = await Promise.all(renderers.map(({ id }) => residentMb(id)));
      const all = sizes.reduce((sum, size) => sum + size, 0);
      peak = Number.isNaN(peak) ? all : Math.max(peak, all);
      await new Promise((done) => setTimeout(done, 150));
    }
  })();
  return {
    async peakMb() {
      over.abort();
      await watching;
      await session.detach();
      return peak;
    },
  };
}

async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) / 1024;
}
