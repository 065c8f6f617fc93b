import { describe, expect, it, onTestFinished, vi } from "vitest";
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

  it("continues after ten seconds with a step that does not end, and reports it", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const stack = new DisposalStack();
    const first = vi.fn();
    stack.onFailure = vi.fn();
    stack.add(first);
    stack.add(() => new Promise(() => undefined));
    const disposed = stack.dispose();
    await vi.advanceTimersByTimeAsync(9_999);
    expect(first).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await disposed;
    expect(first).toHaveBeenCalledOnce();
    expect(stack.onFailure).toHaveBeenCalledOnce();
  });
});
