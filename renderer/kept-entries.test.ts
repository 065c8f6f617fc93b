import { beforeEach, describe, expect, it, vi } from "vitest";
import { fitting, keptEntries } from "./kept-entries.ts";

const stored = new Map<string, string>();
let current: Record<string, string> = {};

const entries = () =>
  keptEntries({
    storageKey: "test",
    longest: 1_000,
    isValue: (value) => typeof value === "string",
    current: () => current,
  });

beforeEach(() => {
  stored.clear();
  current = {};
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  });
});

describe("entries that are kept over a reload", () => {
  it("are there the next time, those of another window too", () => {
    stored.set("test", JSON.stringify({ theirs: "typed over there", a: "old" }));
    const kept = entries();
    current = { a: "new" };
    kept.changed("a");
    kept.write();
    expect(entries().read()).toEqual({ theirs: "typed over there", a: "new" });
  });

  it("are gone when they are gone", () => {
    stored.set("test", JSON.stringify({ a: "old" }));
    const kept = entries();
    kept.changed("a");
    kept.write();
    expect(entries().read()).toEqual({});
  });

  it("that are of another form are left out, whatever wrote them", () => {
    stored.set("test", JSON.stringify({ a: 1, b: "text", c: null }));
    expect(entries().read()).toEqual({ b: "text" });
    for (const odd of ["not JSON", "null", "7"]) {
      stored.set("test", odd);
      expect(entries().read()).toEqual({});
    }
  });

  it("do no harm when the browser has no room or forbids it", () => {
    vi.stubGlobal("localStorage", {
      getItem: () => {
        throw new DOMException("forbidden", "SecurityError");
      },
      setItem: () => {
        throw new DOMException("full", "QuotaExceededError");
      },
    });
    const kept = entries();
    current = { a: "new" };
    kept.changed("a");
    expect(() => kept.write()).not.toThrow();
    expect(kept.read()).toEqual({});
  });
});

describe("fitting", () => {
  it("keeps the most recent entries when there is no room for all", () => {
    const long = "x".repeat(600);
    expect(Object.keys(fitting({ old: long, recent: long, short: "y" }, 1_000))).toEqual(["recent", "short"]);
  });
});
