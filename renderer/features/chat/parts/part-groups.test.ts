import { describe, expect, it } from "vitest";
import type { MessagePart } from "../../../../shared/chat/message-part.ts";
import { isBlank, partGroups } from "./part-groups.ts";

function text(id: string, words = "words"): MessagePart {
  return { id, type: "text", status: "complete", text: words };
}

function reasoning(id: string, words = "words"): MessagePart {
  return { id, type: "reasoning", status: "complete", text: words, durationMs: 1 };
}

function call(id: string, callId: string): MessagePart {
  return {
    id,
    type: "tool-call",
    status: "complete",
    callId,
    name: "add",
    arguments: {},
    approval: "not-needed",
    state: "done",
    durationMs: 1,
  };
}

function result(id: string, callId: string): MessagePart {
  return { id, type: "tool-result", status: "complete", callId, name: "add", text: "3", isError: false };
}

function file(id: string): MessagePart {
  return { id, type: "file", status: "complete", name: "a.txt", text: "a" };
}

function piece(id: string, type: "receipt" | "transcript" = "transcript", words = "words"): MessagePart {
  return { id, type, status: "complete", text: words };
}

/** The rows as lists of ids. */
function ids(...parts: readonly MessagePart[]): readonly (readonly string[])[] {
  return partGroups(parts).map(({ part, joined }) => [part.id, ...joined.map(({ id }) => id)]);
}

describe("partGroups", () => {
  it("keeps the order of the parts", () => {
    expect(ids(reasoning("1"), text("2"), reasoning("3"), text("4"))).toEqual([["1"], ["2"], ["3"], ["4"]]);
  });

  it("puts a result with its call, also when other calls and text lie between them", () => {
    const parts = [call("1", "a"), call("2", "b"), text("3"), result("4", "b"), result("5", "a")];
    expect(ids(...parts)).toEqual([["1", "5"], ["2", "4"], ["3"]]);
  });

  it("draws a result by itself when its call is missing", () => {
    expect(ids(text("1"), result("2", "a"))).toEqual([["1"], ["2"]]);
  });

  it("puts attachments side by side that follow each other", () => {
    expect(ids(file("1"), file("2"), text("3"), file("4"))).toEqual([["1", "2"], ["3"], ["4"]]);
  });

  it("makes one result of all pieces of a task", () => {
    expect(ids(piece("1"), reasoning("2"), piece("3"), text("4"))).toEqual([["1", "3"], ["2"], ["4"]]);
    expect(ids(piece("1", "receipt", ""))).toEqual([["1"]]);
  });

  it("puts numbered sources together below everything else, and leaves others in their place", () => {
    const source = (id: string, number?: number): MessagePart => ({
      ...{ id, type: "source", status: "complete", title: "", url: "https://e.org/", excerpt: null },
      ...(number !== undefined && { number }),
    });
    const parts = [source("1", 1), text("2"), source("3"), source("4", 2), text("5")];
    expect(ids(...parts)).toEqual([["2"], ["3"], ["5"], ["1", "4"]]);
  });

  it("leaves out text and reasoning without words", () => {
    expect(ids(reasoning("1", ""), text("2", " \n"), text("3"))).toEqual([["3"]]);
  });
});

describe("isBlank", () => {
  it("is true for parts without words, and for nothing else", () => {
    const blank = [text("1", ""), reasoning("2", " "), piece("3", "receipt", "")];
    const other = [text("4"), call("5", "a"), result("6", "a"), file("7")];
    expect([...blank, ...other].filter(isBlank)).toEqual(blank);
  });
});
