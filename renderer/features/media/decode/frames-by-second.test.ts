import { expect, it } from "vitest";
import { framesBySecond } from "./frames-by-second.ts";

it("keeps the times of the frames after one that is missing", async () => {
  const decoded = async function* () {
    yield* [null, "a", null, null, "b"];
  };
  const frames: unknown[] = [];
  for await (const frame of framesBySecond(decoded())) frames.push(frame);
  expect(frames).toEqual([
    { second: 1, frame: "a" },
    { second: 4, frame: "b" },
  ]);
});
