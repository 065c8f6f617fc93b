import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MessagePart } from "../../shared/chat/message-part.ts";
import {
  everyPart,
  messageWith,
  reasoningPart,
  textPart,
  toolCall,
  unknownPart,
} from "../../tests/fixtures/message-parts.ts";
import type { MessageTable } from "./message-table.ts";
import { ChatDatabase } from "../../tests/fixtures/chat-database.ts";

let chats: ChatDatabase;
let messages: MessageTable;
beforeEach(() => {
  chats = new ChatDatabase();
  chats.addChat("c");
  ({ messages } = chats.store);
});
afterEach(() => chats.close());

const addReply = (parts: readonly MessagePart[], id = "r") =>
  messages.add(messageWith({ id, role: "assistant", parts }));
const ended = { stats: null, modelName: null, contextStartId: null };

describe("MessageTable", () => {
  it("returns parts of every type in their order", () => {
    addReply(everyPart);
    expect(messages.get("r").parts).toEqual(everyPart);
    expect(messages.ofConversation("c").map(({ parts }) => parts)).toEqual([everyPart]);
  });

  it("stores a part of a newer version under its own type, with its payload unchanged", () => {
    addReply([unknownPart]);
    const row = chats.database
      .prepare<{ type: string; status: string; payload: string }>("SELECT type, status, payload FROM parts")
      .get();
    expect(row).toEqual({
      type: unknownPart.storedType,
      status: unknownPart.status,
      payload: JSON.stringify(unknownPart.payload),
    });
  });

  it("replaces a part as a whole, its id and type included", () => {
    addReply([textPart("a"), textPart("b")]);
    const other: MessagePart = { id: "other", type: "transcript", status: "streaming", text: "c" };
    messages.writeParts("r", [{ position: 1, part: other }]);
    expect(messages.get("r").parts).toMatchObject([{ text: "a" }, other]);
  });

  it.each([
    [{ type: "complete" }, "complete"],
    [{ type: "incomplete", reason: "stopped" }, "incomplete"],
    [{ type: "failed", error: { code: "internal", message: "", data: {} } }, "incomplete"],
  ] as const)("ends the open parts of a reply that ends as %j", (status, expected) => {
    addReply([
      textPart("a"),
      textPart("b", { status: "incomplete" }),
      textPart("c", { status: "streaming" }),
    ]);
    const { parts } = messages.finish("r", { ...ended, status });
    expect(parts.map((part) => part.status)).toEqual(["complete", "incomplete", expected]);
  });

  it("marks tool calls that a killed process left waiting or running as interrupted, and no others", () => {
    const states = ["waiting", "running", "done", "failed"] as const;
    const calls = states.map((state) => ({ ...toolCall, id: state, state }));
    messages.add(messageWith({ id: "r", role: "assistant", parts: calls, status: { type: "streaming" } }));
    messages.finishInterrupted();
    expect(messages.get("r").parts).toEqual(
      calls.map((call) =>
        call.state === "running" || call.state === "waiting" ? { ...call, state: "interrupted" } : call,
      ),
    );
  });

  it("corrects the text of answers only, and completes them", () => {
    addReply(everyPart);
    const text = "new \0 \"'\\ text";
    for (const part of everyPart) {
      const { id, type } = part;
      if (type === "text" || type === "receipt" || type === "transcript") {
        const corrected = messages.correct("r", id, text);
        expect(corrected.parts.find((found) => found.id === id)).toEqual({
          id,
          type,
          text,
          status: "complete",
        });
        expect(messages.get("r")).toEqual(corrected);
      } else {
        expect(() => messages.correct("r", id, text)).toThrow("no such part");
        expect(messages.get("r").parts).toContainEqual(part);
      }
    }
  });

  it("does not correct a part of another message", () => {
    addReply([textPart("a", { id: "a" })]);
    addReply([textPart("b")], "other");
    expect(() => messages.correct("other", "a", "new")).toThrow("no such part");
  });

  it("remembers which reasoning is open", () => {
    const [one, text, two] = [reasoningPart("one"), textPart("text"), reasoningPart("two")];
    addReply([one, text, two]);
    expect(messages.setReasoningOpen("r", two.id, true).parts).toEqual([one, text, { ...two, isOpen: true }]);
    for (const id of [text.id, "not stored yet"]) messages.setReasoningOpen("r", id, true);
    expect(messages.get("r").parts).toEqual([one, text, { ...two, isOpen: true }]);
    expect(messages.setReasoningOpen("r", two.id, false).parts).toEqual([one, text, two]);
    expect(() => messages.setReasoningOpen("gone", two.id, true)).toThrow("no such message");
  });
});
