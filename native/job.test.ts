import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Control } from "./addon.ts";
import { runJob, type JobOptions } from "./job.ts";

const everyMs = 50;

beforeEach(() => vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] }));
afterEach(() => vi.useRealTimers());

/** A job of `total` units that the test lets progress and end. */
function startJob(options: JobOptions, total = 1000) {
  const control: Control = new Int32Array(2);
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const result = runJob(() => promise, options, { control, total, everyMs });
  return {
    control,
    resolve,
    reject,
    result,
    reaches(done: number) {
      control[1] = done;
      vi.advanceTimersByTime(everyMs);
    },
  };
}

describe("a job", () => {
  it("reports each change of its progress once, until it ends", async () => {
    const reported: number[] = [];
    const job = startJob({ onProgress: (done) => reported.push(done) });
    for (const done of [0, 100, 100, 600, 1000, 1200]) job.reaches(done);
    job.resolve("result");
    expect(await job.result).toBe("result");
    job.reaches(1300);
    expect(reported).toEqual([0.1, 0.6, 1, 1]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("reports nothing when its total is unknown", async () => {
    const onProgress = vi.fn();
    const job = startJob({ onProgress }, 0);
    job.reaches(700);
    job.resolve("result");
    await job.result;
    expect(onProgress).not.toHaveBeenCalled();
  });

  it("sets the stop flag when its signal is aborted, and rejects with the reason once it has ended", async () => {
    const abort = new AbortController();
    const job = startJob({ signal: abort.signal });
    const settled = vi.fn();
    void job.result.catch(settled);
    expect(job.control[0]).toBe(0);
    abort.abort(new Error("enough"));
    expect(job.control[0]).toBe(1);
    await Promise.resolve();
    expect(settled).not.toHaveBeenCalled();
    job.reject(Object.assign(new Error("Stopped"), { code: "aborted" }));
    await expect(job.result).rejects.toThrow("enough");
  });

  it("rejects with an AddonError and the addon's code", async () => {
    const job = startJob({});
    job.reject(Object.assign(new Error("The context was disposed of"), { code: "disposed" }));
    await expect(job.result).rejects.toMatchObject({ name: "AddonError", code: "disposed" });
  });
});
