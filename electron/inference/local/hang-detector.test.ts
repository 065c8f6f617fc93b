import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HangDetector, hangLimits, type Hang } from "./hang-detector.ts";

const { checkIntervalMs, silentMs, idleMs, stuckMs } = hangLimits;

/** Checks a process on time until it hangs or the number of checks is reached. */
function watch(checks: number, onCheck: (detector: HangDetector, check: number) => void) {
  const detector = new HangDetector(hangLimits, 0);
  for (let check = 1; check <= checks; check++) {
    const hang = detector.check(check * checkIntervalMs);
    if (hang !== null) return { hang, atMs: check * checkIntervalMs };
    onCheck(detector, check);
  }
  return null;
}

const day = 24 * 3600_000;

describe("HangDetector", () => {
  it("reports a process that sends nothing for a minute as silent", () => {
    expect(watch(day / checkIntervalMs, () => undefined)).toEqual({
      hang: "silent",
      atMs: silentMs + checkIntervalMs,
    });
  });

  it("reports a process that answers pings without any work or progress as idle", () => {
    const idle = watch(day / checkIntervalMs, (detector, check) =>
      // Answering a ping uses some CPU time too.
      detector.answered({ processorMs: 500 + check * 0.5, diskReads: 3 }),
    );
    expect(idle?.hang).toBe("idle");
    expect(idle?.atMs).toBeLessThanOrEqual(idleMs + checkIntervalMs);
  });

  it("reports a process that works for 15 minutes without progress as stuck", () => {
    const endless = watch(day / checkIntervalMs, (detector, check) =>
      detector.answered({ processorMs: check * checkIntervalMs, diskReads: 0 }),
    );
    expect(endless).toEqual({ hang: "stuck", atMs: stuckMs + checkIntervalMs });
  });

  it.each([
    ["gets 1% of a core on a busy machine", { processorMs: checkIntervalMs / 100, diskReads: 0 }],
    ["waits for pages from a slow disk", { processorMs: 0, diskReads: 1 }],
  ])("accepts a process that %s and makes progress every ten minutes", (_, each) => {
    const slow = watch(day / checkIntervalMs, (detector, check) => {
      detector.answered({ processorMs: each.processorMs * check, diskReads: each.diskReads * check });
      if (check % (600_000 / checkIntervalMs) === 0) detector.progressed();
    });
    expect(slow).toBeNull();
  });

  it("reports no hang after this process or the computer was suspended, for any durations", () => {
    const naps = fc.array(fc.double({ min: checkIntervalMs, max: 7 * day, noNaN: true }), { maxLength: 50 });
    fc.assert(
      fc.property(naps, (gaps) => {
        const detector = new HangDetector(hangLimits, 0);
        let nowMs = 0;
        const verdicts = gaps.flatMap((gap): readonly (Hang | null)[] => {
          // The check runs before the queued answers are received.
          const verdict = detector.check((nowMs += gap));
          detector.progressed();
          return [verdict];
        });
        expect(verdicts.every((verdict) => verdict === null)).toBe(true);
      }),
    );
  });

  it("gives a process time to answer when a suspension follows a long silence", () => {
    const detector = new HangDetector(hangLimits, 0);
    let nowMs = 0;
    for (; nowMs < silentMs - 2 * checkIntervalMs; nowMs += checkIntervalMs)
      expect(detector.check(nowMs)).toBeNull();
    expect(detector.check(nowMs + day)).toBeNull();
  });
});
