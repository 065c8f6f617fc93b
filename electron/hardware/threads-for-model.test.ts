import { describe, expect, it } from "vitest";
import { threadsForModel } from "./threads-for-model.ts";

describe("threadsForModel", () => {
  it("uses every core for a real model: E2B at 4 bits on 8 cores", () => {
    expect(threadsForModel({ usableCores: 8, weightBytes: 2_680_000_000, layers: 35 })).toBe(8);
  });

  it("uses one thread for a tiny model, whose layers cost less than the synchronization", () => {
    expect(threadsForModel({ usableCores: 8, weightBytes: 660_000, layers: 2 })).toBe(1);
    expect(threadsForModel({ usableCores: 2, weightBytes: 58_000_000, layers: 480 })).toBe(1);
  });

  it("accepts a header with zero layers", () => {
    expect(threadsForModel({ usableCores: 4, weightBytes: 1_000_000_000, layers: 0 })).toBe(4);
  });
});
