import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { atMostEvery } from "./at-most-every.ts";

it("runs at once and not again before the interval has passed", async () => {
  let runs = 0;
  const run = atMostEvery(200, () => (runs += 1));
  run();
  run();
  run();
  expect(runs).toBe(1);
  await sleep(220);
  run();
  expect(runs).toBe(2);
});
