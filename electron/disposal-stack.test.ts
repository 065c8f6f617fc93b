import { describe, expect, it, vi } from "vitest";
import { DisposalStack } from "./disposal-stack.ts";

describe("Undoing", () => {
  it("takes every step once, the last one first, waiting for each", async () => {
    const done: string[] = [];
    const undoing = new DisposalStack();
    undoing.add(() => done.push("first"));
    undoing.add(async () => {
      await Promise.resolve();
      done.push("second");
    });
    await Promise.all([undoing.dispose(), undoing.dispose()]);
    await undoing.dispose();
    expect(done).toEqual(["second", "first"]);
  });

  it("goes on after a step that fails, and tells of it", async () => {
    const undoing = new DisposalStack();
    const first = vi.fn();
    const failure = new Error("stuck");
    undoing.onFailure = vi.fn();
    undoing.add(first);
    undoing.add(() => Promise.reject(failure));
    await undoing.dispose();
    expect(first).toHaveBeenCalledOnce();
    expect(undoing.onFailure).toHaveBeenCalledWith(failure);
  });
});
