import { beforeEach, describe, expect, it } from "vitest";
import { dismissToast, showFailure, showNews, useToasts } from "./toasts.ts";

const texts = () => useToasts.getState().toasts.map(({ text }) => text);

beforeEach(() => useToasts.setState({ toasts: [] }));

describe("toasts", () => {
  it("stay longer when they offer something, and until seen when they tell of a failure", () => {
    showNews({ text: "Copied", detail: undefined, action: undefined });
    showNews({ text: "Deleted", detail: undefined, action: { label: "Undo", perform: () => undefined } });
    showFailure({ text: "Disk full", detail: undefined, action: undefined });
    const [plain, undo, failure] = useToasts.getState().toasts.map(({ durationMs }) => durationMs);
    expect(undo).toBeGreaterThan(plain ?? Infinity);
    expect(failure).toBeNull();
  });

  it("say the same thing once", () => {
    showFailure({ text: "Disk full" });
    showFailure({ text: "Disk full" });
    expect(texts()).toEqual(["Disk full"]);
  });

  it("never cover the page: the oldest gives way", () => {
    for (const text of ["a", "b", "c", "d"]) showNews({ text });
    expect(texts()).toEqual(["b", "c", "d"]);
  });

  it("go when dismissed", () => {
    const id = showNews({ text: "a" });
    showNews({ text: "b" });
    dismissToast(id);
    expect(texts()).toEqual(["b"]);
  });
});
