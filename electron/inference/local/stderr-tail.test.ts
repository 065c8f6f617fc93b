import { describe, expect, it } from "vitest";
import { StderrTail } from "./stderr-tail.ts";

describe("the last words of a process", () => {
  it("are its last lines, whatever pieces they came in", () => {
    const words = new StderrTail();
    for (let i = 1; i <= 100; i++) {
      words.add(`line `);
      words.add(`${i}\n`);
    }
    expect(words.text.split("\n")).toHaveLength(20);
    expect(words.text.endsWith("line 99\nline 100")).toBe(true);
  });

  it("do not grow with a line that never ends", () => {
    const words = new StderrTail();
    for (let i = 0; i < 1000; i++) {
      words.add("x".repeat(100));
    }
    expect(words.text.length).toBeLessThanOrEqual(8000);
  });
});
