import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Message } from "../../shared/chat/message.ts";
import { promptTurns as turnsOf } from "./prompt-turns.ts";
import { messageWith, reasoningPart, textPart } from "../../tests/fixtures/message-parts.ts";

const promptTurns = (branch: readonly Message[]) => turnsOf(branch).map(({ role, text }) => ({ role, text }));

function said(role: Message["role"], text: string, reasoning?: string): Message {
  const parts = [...(reasoning === undefined ? [] : [reasoningPart(reasoning)]), textPart(text)];
  return messageWith({ id: "m", role, parts });
}

describe("promptTurns", () => {
  it("contain the visible text without reasoning", () => {
    expect(
      promptTurns([said("user", "Hi"), said("assistant", "Hello", "A greeting."), said("user", "Tea?")]),
    ).toEqual([
      { role: "user", text: "Hi" },
      { role: "assistant", text: "Hello" },
      { role: "user", text: "Tea?" },
    ]);
  });

  it("omit replies without an answer and join the user's messages around them", () => {
    const branch = [
      said("user", "First"),
      said("assistant", " \n", "It never got to an answer."),
      said("user", "Second"),
      { ...said("assistant", ""), parts: [] },
      said("user", "Third"),
    ];
    expect(promptTurns(branch)).toEqual([{ role: "user", text: "First\n\nSecond\n\nThird" }]);
  });

  const tooLong = (): Message => ({
    ...said("assistant", ""),
    parts: [],
    status: { type: "failed", error: { code: "message-too-long", message: "Too long", data: {} } },
  });

  it("omit a message that did not fit, so that the following one may", () => {
    const branch = [
      said("user", "First"),
      said("assistant", "An answer"),
      said("user", "A whole book"),
      tooLong(),
      said("user", "Another book"),
      tooLong(),
      said("user", "Second"),
    ];
    expect(promptTurns(branch)).toEqual([
      { role: "user", text: "First" },
      { role: "assistant", text: "An answer" },
      { role: "user", text: "Second" },
    ]);
  });

  it("keep a message that did not fit while it is being answered, and one whose reply failed", () => {
    const crashed: Message = {
      ...tooLong(),
      status: { type: "failed", error: { code: "engine-failed", message: "It fell over", data: {} } },
    };
    expect(promptTurns([said("user", "A book"), tooLong(), said("user", "Its end")])).toEqual([
      { role: "user", text: "Its end" },
    ]);
    expect(promptTurns([said("user", "One"), crashed, said("user", "Two")])).toEqual([
      { role: "user", text: "One\n\nTwo" },
    ]);
  });

  it("name the messages they consist of, and are pinned when any of those is", () => {
    const branch = [
      { ...said("user", "One"), id: "1" },
      { ...said("assistant", ""), id: "2", parts: [] },
      { ...said("user", "Two"), id: "3", isPinned: true },
      { ...said("assistant", "An answer"), id: "4" },
    ];
    expect(turnsOf(branch).map(({ messageId, isPinned }) => [messageId, isPinned])).toEqual([
      ["1", true],
      ["4", false],
    ]);
  });

  it("alternate, and start and end with the user, for every branch that does", () => {
    const exchange = fc.tuple(fc.string({ minLength: 1 }), fc.constantFrom("", " ", "An answer"));
    fc.assert(
      fc.property(fc.array(exchange), fc.string({ minLength: 1 }), (exchanges, last) => {
        const branch = exchanges.flatMap(([question, answer]) => [
          said("user", question),
          said("assistant", answer),
        ]);
        const turns = promptTurns([...branch, said("user", last)]);
        expect(turns.map(({ role }) => role)).toEqual(
          turns.map((_, index) => (index % 2 === 0 ? "user" : "assistant")),
        );
        expect(turns.length % 2).toBe(1);
        const written = turns.filter(({ role }) => role === "user").map(({ text }) => text);
        expect(written.join("\n\n")).toBe([...exchanges.map(([question]) => question), last].join("\n\n"));
      }),
    );
  });
});
