import { expect, it } from "vitest";
import { measureBandwidth } from "./measure-bandwidth.ts";

it("measures a plausible memory bandwidth", async () => {
  const bytesPerSecond = await measureBandwidth(1);
  expect(bytesPerSecond).toBeGreaterThan(0);
  expect(bytesPerSecond).toBeLessThan(2e12);
});
