import { describe, expect, it, vi } from "vitest";
import { DisposalStack } from "./disposal-stack.ts";

describe("DisposalStack", () => {
  it("runs every step once, in reverse order, waiting for each", async () => {
    const done: string[] = [];
    const stack = new DisposalStack();
    stack.add(() => done.push("first"));
    stack.add(async () => {
      await Promise.resolve();
      done.push("second");
    });
    await Promise.all([stack.dispose(), stack.dispose()]);
    await stack.dispose();
    expect(done).toEqual(["second", "first"]);
  });

  it("continues after a step that fails, and reports it", async () => {
    const stack = new DisposalStack();
    const first = vi.fn();
    const failure = new Error("stuck");
    stack.onFailure = vi.fn();
    stack.add(first);
    stack.add(() => Promise.reject(failure));
    await stack.dispose();
    expect(first).toHaveBeenCalledOnce();
    expect(stack.onFailure).toHaveBeenCalledWith(failure);
  });
});
