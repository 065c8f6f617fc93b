import { beforeEach, describe, expect, it, vi } from "vitest";
import {
  beginEdit,
  changeDraft,
  draftOf,
  editKey,
  removeDraft,
  removeDraftsOfChats,
  removeSent,
  useDrafts,
  writeDrafts,
} from "./drafts.ts";

const stored = new Map<string, string>();

function storedDrafts(): unknown {
  return JSON.parse(stored.get("facet.drafts") ?? "{}");
}

beforeEach(() => {
  stored.clear();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  });
  useDrafts.setState({ texts: {} });
  writeDrafts();
  stored.clear();
});

describe("drafts", () => {
  it("are kept per chat and stored", () => {
    changeDraft("a", "first");
    changeDraft("b", "second");
    writeDrafts();
    expect(draftOf("a")).toBe("first");
    expect(storedDrafts()).toEqual({ a: "first", b: "second" });
  });

  it("are removed when empty", () => {
    changeDraft("a", "first");
    changeDraft("a", "");
    writeDrafts();
    expect(storedDrafts()).toEqual({});
  });

  it("may be empty while a message is being edited", () => {
    beginEdit("m", "");
    expect(useDrafts.getState().texts).toHaveProperty([editKey("m")], "");
    removeDraft(editKey("m"));
    expect(useDrafts.getState().texts).toEqual({});
  });

  it("of all chats are removed together, and that of a new chat stays", () => {
    changeDraft("new", "begun");
    changeDraft("a", "first");
    beginEdit("m", "second");
    removeDraftsOfChats();
    writeDrafts();
    expect(storedDrafts()).toEqual({ new: "begun" });
  });

  it("lose the sent text and keep what was typed after it", () => {
    changeDraft("a", "sent and more");
    removeSent("a", "sent");
    expect(draftOf("a")).toBe(" and more");
    removeSent("a", "something else");
    expect(draftOf("a")).toBe(" and more");
  });
});
