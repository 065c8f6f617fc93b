import { beforeEach, describe, expect, it, vi } from "vitest";
import { mostRecentThatFit, persistedEntries } from "./persisted-entries.ts";

const stored = new Map<string, string>();
let current: Record<string, string> = {};

const entries = () =>
  persistedEntries({
    storageKey: "test",
    maxCharacters: 1_000,
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

describe("persisted entries", () => {
  it("are restored after a reload, including those of another window", () => {
    stored.set("test", JSON.stringify({ theirs: "typed over there", a: "old" }));
    const persisted = entries();
    current = { a: "new" };
    persisted.changed("a");
    persisted.write();
    expect(entries().read()).toEqual({ theirs: "typed over there", a: "new" });
  });

  it("are removed from storage when they were removed", () => {
    stored.set("test", JSON.stringify({ a: "old" }));
    const persisted = entries();
    persisted.changed("a");
    persisted.write();
    expect(entries().read()).toEqual({});
  });

  it("skip stored values that are invalid", () => {
    stored.set("test", JSON.stringify({ a: 1, b: "text", c: null }));
    expect(entries().read()).toEqual({ b: "text" });
    for (const odd of ["not JSON", "null", "7"]) {
      stored.set("test", odd);
      expect(entries().read()).toEqual({});
    }
  });

  it("do not throw when storage is full or forbidden", () => {
    vi.stubGlobal("localStorage", {
      getItem: () => {
        throw new DOMException("forbidden", "SecurityError");
      },
      setItem: () => {
        throw new DOMException("full", "QuotaExceededError");
      },
    });
    const persisted = entries();
    current = { a: "new" };
    persisted.changed("a");
    expect(() => persisted.write()).not.toThrow();
    expect(persisted.read()).toEqual({});
  });
});

describe("fitting", () => {
  it("keeps the most recent entries when there is no room for all", () => {
    const long = "x".repeat(600);
    expect(Object.keys(mostRecentThatFit({ old: long, recent: long, short: "y" }, 1_000))).toEqual([
      "recent",
      "short",
    ]);
  });
});
