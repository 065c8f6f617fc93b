import { describe, expect, it } from "vitest";
import { AttemptLimits } from "./attempt-limits.ts";

function limitsWithClock() {
  let nowMs = 0;
  return { limits: new AttemptLimits(() => nowMs), pass: (ms: number) => (nowMs += ms) };
}

describe("AttemptLimits", () => {
  it("lets an address fail five times, then makes it wait twice as long each time, up to 15 minutes", () => {
    const { limits, pass } = limitsWithClock();
    for (let failure = 0; failure < 5; failure += 1) expect(limits.begin("10.0.0.9")).toBe(0);
    const waits: number[] = [];
    for (let failure = 0; failure < 7; failure += 1) {
      const waitMs = limits.begin("10.0.0.9");
      waits.push(waitMs / 1000);
      // Asking in between neither shortens nor lengthens it.
      expect(limits.begin("10.0.0.9")).toBe(waitMs);
      pass(waitMs);
      expect(limits.begin("10.0.0.9")).toBe(0);
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900]);
  });

  it("counts attempts that are sent at the same time, before any of them failed", () => {
    const { limits } = limitsWithClock();
    const begun = Array.from({ length: 50 }, () => limits.begin("10.0.0.9"));
    expect(begun.filter((waitMs) => waitMs === 0)).toHaveLength(5);
  });

  it("does not make one address wait for another", () => {
    const { limits } = limitsWithClock();
    for (let failure = 0; failure < 6; failure += 1) limits.begin("10.0.0.9");
    expect(limits.begin("10.0.0.9")).toBeGreaterThan(0);
    expect(limits.begin("10.0.0.8")).toBe(0);
  });

  it("starts again after a success, and an hour after the last attempt", () => {
    const { limits, pass } = limitsWithClock();
    for (let failure = 0; failure < 5; failure += 1) limits.begin("10.0.0.9");
    limits.succeeded("10.0.0.9");
    for (let failure = 0; failure < 5; failure += 1) expect(limits.begin("10.0.0.9")).toBe(0);
    expect(limits.begin("10.0.0.9")).toBeGreaterThan(0);
    pass(3_600_001);
    for (let failure = 0; failure < 5; failure += 1) expect(limits.begin("10.0.0.9")).toBe(0);
  });

  it.each([
    ["one IPv6 network", (index: number) => `2001:db8:1:2::${(index + 1).toString(16)}`],
    ["one IPv6 network, written in full", (index: number) => `2001:db8:0:2:0:0:0:${index + 1}`],
    ["one IPv4 address, also mapped", (index: number) => (index % 2 === 0 ? "10.0.0.9" : "::ffff:10.0.0.9")],
  ])("counts %s as one", (_, addressOf) => {
    const { limits } = limitsWithClock();
    const begun = Array.from({ length: 10 }, (_value, index) => limits.begin(addressOf(index)));
    expect(begun.filter((waitMs) => waitMs === 0)).toHaveLength(5);
  });

  it("slows all addresses together to one attempt a minute after a hundred failures", () => {
    const { limits, pass } = limitsWithClock();
    let begun = 0;
    for (let index = 0; index < 300; index += 1) if (limits.begin(`10.0.${index}.1`) === 0) begun += 1;
    expect(begun).toBe(100);
    pass(60_000);
    expect(limits.begin("10.1.0.1")).toBe(0);
    expect(limits.begin("10.1.0.2")).toBe(60_000);
  });
});
