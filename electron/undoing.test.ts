import { describe, expect, it, vi } from "vitest";
import { Undoing } from "./undoing.ts";

describe("Undoing", () => {
  it("takes every step once, the last one first, waiting for each", async () => {
    const done: string[] = [];
    const undoing = new Undoing();
    undoing.add(() => done.push("first"));
    undoing.add(async () => {
      await Promise.resolve();
      done.push("second");
    });
    await Promise.all([undoing.undo(), undoing.undo()]);
    await undoing.undo();
    expect(done).toEqual(["second", "first"]);
  });

  it("goes on after a step that fails, and tells of it", async () => {
    const undoing = new Undoing();
    const first = vi.fn();
    const failure = new Error("stuck");
    undoing.onFailure = vi.fn();
    undoing.add(first);
    undoing.add(() => Promise.reject(failure));
    await undoing.undo();
    expect(first).toHaveBeenCalledOnce();
    expect(undoing.onFailure).toHaveBeenCalledWith(failure);
  });
});
