import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { atMostEvery } from "./at-most-every.ts";

beforeEach(() => vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => vi.useRealTimers());

it("runs at once and not again before the interval has passed", () => {
  const action = vi.fn();
  const run = atMostEvery(200, action);
  run();
  run();
  vi.advanceTimersByTime(199);
  run();
  expect(action).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1);
  run();
  expect(action).toHaveBeenCalledTimes(2);
});
