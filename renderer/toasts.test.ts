import { beforeEach, describe, expect, it } from "vitest";
import { dismissToast, showFailure, showNews, useToasts } from "./toasts.ts";

const texts = () => useToasts.getState().toasts.map(({ text }) => text);

beforeEach(() => useToasts.setState({ toasts: [] }));

describe("toasts", () => {
  it("stay longer with an action, and until dismissed for a failure", () => {
    showNews({ text: "Copied", detail: undefined, action: undefined });
    showNews({ text: "Deleted", detail: undefined, action: { label: "Undo", perform: () => undefined } });
    showFailure({ text: "Disk full", detail: undefined, action: undefined });
    const [plain, undo, failure] = useToasts.getState().toasts.map(({ durationMs }) => durationMs);
    expect(undo).toBeGreaterThan(plain ?? Infinity);
    expect(failure).toBeNull();
  });

  it("appear once for repeated failures", () => {
    showFailure({ text: "Disk full" });
    showFailure({ text: "Disk full" });
    expect(texts()).toEqual(["Disk full"]);
  });

  it("drop the oldest when there are more than three", () => {
    for (const text of ["a", "b", "c", "d"]) showNews({ text });
    expect(texts()).toEqual(["b", "c", "d"]);
  });

  it("tell once that they are gone: dismissed, repeated, or pushed out", () => {
    const gone: string[] = [];
    const show = (text: string) => showNews({ text, onGone: () => gone.push(text) });
    const first = show("a");
    show("b");
    show("b");
    expect(gone).toEqual(["b"]);
    dismissToast(first);
    dismissToast(first);
    expect(gone).toEqual(["b", "a"]);
    for (const text of ["c", "d", "e"]) showNews({ text });
    expect(gone).toEqual(["b", "a", "b"]);
  });

  it("disappear when dismissed", () => {
    const id = showNews({ text: "a" });
    showNews({ text: "b" });
    dismissToast(id);
    expect(texts()).toEqual(["b"]);
  });
});
