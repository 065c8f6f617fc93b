import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HangDetector, hangLimits, type Hang } from "./hang-detector.ts";

const { lookMs, silentMs, idleMs, fruitlessMs } = hangLimits;

/** A process that is looked at on time, until it hangs or this many looks are over. */
function judged(looks: number, says: (judge: HangDetector, look: number) => void) {
  const judge = new HangDetector(hangLimits, 0);
  for (let look = 1; look <= looks; look++) {
    const hang = judge.look(look * lookMs);
    if (hang !== null) return { hang, atMs: look * lookMs };
    says(judge, look);
  }
  return null;
}

const day = 24 * 3600_000;

describe("a process that has something to do", () => {
  it("hangs when it has not said a word for a minute", () => {
    expect(judged(day / lookMs, () => undefined)).toEqual({ hang: "silent", atMs: silentMs + lookMs });
  });

  it("hangs when it answers, and neither works nor gets any further", () => {
    const idle = judged(day / lookMs, (judge, look) =>
      // Answering takes some time too.
      judge.answered({ processorMs: 500 + look * 0.5, diskReads: 3 }),
    );
    expect(idle?.hang).toBe("idle");
    expect(idle?.atMs).toBeLessThanOrEqual(idleMs + lookMs);
  });

  it("hangs when it works for a quarter of an hour without getting any further", () => {
    const endless = judged(day / lookMs, (judge, look) =>
      judge.answered({ processorMs: look * lookMs, diskReads: 0 }),
    );
    expect(endless).toEqual({ hang: "fruitless", atMs: fruitlessMs + lookMs });
  });

  it.each([
    ["gets a hundredth of a core on a busy machine", { processorMs: lookMs / 100, diskReads: 0 }],
    ["waits for pages from a slow disk", { processorMs: 0, diskReads: 1 }],
  ])("does not hang when it %s and gets on once in ten minutes", (_, each) => {
    const slow = judged(day / lookMs, (judge, look) => {
      judge.answered({ processorMs: each.processorMs * look, diskReads: each.diskReads * look });
      if (look % (600_000 / lookMs) === 0) judge.progressed();
    });
    expect(slow).toBeNull();
  });

  it("does not hang because this process or the whole computer slept, however long and often", () => {
    const naps = fc.array(fc.double({ min: lookMs, max: 7 * day, noNaN: true }), { maxLength: 50 });
    fc.assert(
      fc.property(naps, (gaps) => {
        const judge = new HangDetector(hangLimits, 0);
        let nowMs = 0;
        const verdicts = gaps.flatMap((gap): readonly (Hang | null)[] => {
          // The look comes before the answers that wait to be read.
          const verdict = judge.look((nowMs += gap));
          judge.progressed();
          return [verdict];
        });
        expect(verdicts.every((verdict) => verdict === null)).toBe(true);
      }),
    );
  });

  it("is given time to answer after a sleep that came when it had been silent for long", () => {
    const judge = new HangDetector(hangLimits, 0);
    let nowMs = 0;
    for (; nowMs < silentMs - 2 * lookMs; nowMs += lookMs) expect(judge.look(nowMs)).toBeNull();
    expect(judge.look(nowMs + day)).toBeNull();
  });
});
