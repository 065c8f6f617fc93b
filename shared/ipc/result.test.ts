import { expect, it } from "vitest";
import { AppError, toFailure } from "./result.ts";

it("bounds what an error repeats of a file or a server", () => {
  const long = "x".repeat(5_000_000);
  const expected = new AppError("model-load-failed", long, { detail: long, neededBytes: 7, name: "Gemma" });
  for (const thrown of [expected, new Error(long), long]) {
    expect(JSON.stringify(toFailure(thrown)).length).toBeLessThan(60_000);
  }
  expect(toFailure(expected).data).toMatchObject({ neededBytes: 7, name: "Gemma" });
});
