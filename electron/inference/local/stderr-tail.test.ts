import { describe, expect, it } from "vitest";
import { StderrTail } from "./stderr-tail.ts";

describe("StderrTail", () => {
  it("keeps the last 20 lines, however they are chunked", () => {
    const words = new StderrTail();
    for (let i = 1; i <= 100; i++) {
      words.add(`line `);
      words.add(`${i}\n`);
    }
    expect(words.text.split("\n")).toHaveLength(20);
    expect(words.text.endsWith("line 99\nline 100")).toBe(true);
  });

  it("limits the length of an endless line", () => {
    const words = new StderrTail();
    for (let i = 0; i < 1000; i++) {
      words.add("x".repeat(100));
    }
    expect(words.text.length).toBeLessThanOrEqual(8000);
  });
});
