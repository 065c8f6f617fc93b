import type { Page } from "playwright";

export interface LongestTask {
  /** Time of the processor in the main thread of the page, which other work on the machine does not add to. */
  readonly cpuMs: number;
  readonly wallMs: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** The longest task of the page's main thread while an action runs. */
export async function longestTask(page: Page, action: () => Promise<void>): Promise<LongestTask> {
  const browser = page.context().browser();
  if (!browser) throw new Error("The page has no browser of its own");
  await browser.startTracing(page, { categories: ["toplevel"] });
  let trace: Buffer;
  try {
    await action();
  } finally {
    trace = await browser.stopTracing();
  }
  const { traceEvents } = JSON.parse(trace.toString()) as { readonly traceEvents: readonly TraceEvent[] };
  const threads = new Set(
    traceEvents
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid}:${tid}`),
  );
  let [cpuMs, wallMs] = [0, 0];
  for (const { ph, pid, tid, dur = 0, tdur = 0 } of traceEvents) {
    if (ph !== "X" || !threads.has(`${pid}:${tid}`)) continue;
    cpuMs = Math.max(cpuMs, tdur / 1000);
    wallMs = Math.max(wallMs, dur / 1000);
  }
  return { cpuMs, wallMs };
}
