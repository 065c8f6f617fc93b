import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Message } from "../../shared/chat/message.ts";
import { promptTurns as turnsOf } from "./prompt-turns.ts";

const promptTurns = (branch: readonly Message[]) => turnsOf(branch).map(({ role, text }) => ({ role, text }));

function said(role: Message["role"], text: string, thought?: string): Message {
  return {
    id: "m",
    conversationId: "c",
    parentId: null,
    role,
    createdAtMs: 0,
    parts: [
      ...(thought === undefined ? [] : [{ type: "thought", text: thought, durationMs: 1 } as const]),
      { type: "text", text },
    ],
    status: { type: "complete" },
    modelName: null,
    stats: null,
    isReasoningOpen: false,
    isPinned: false,
    contextStartId: null,
    task: null,
  };
}

describe("promptTurns", () => {
  it("are what was visibly said, without thoughts", () => {
    expect(
      promptTurns([said("user", "Hi"), said("assistant", "Hello", "A greeting."), said("user", "Tea?")]),
    ).toEqual([
      { role: "user", text: "Hi" },
      { role: "assistant", text: "Hello" },
      { role: "user", text: "Tea?" },
    ]);
  });

  it("leave out replies without an answer, and join what the person wrote around them", () => {
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

  it("leave out what did not fit, so that what follows it may", () => {
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

  it("keep what did not fit when it is what is answered now, and what failed otherwise", () => {
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

  it("tell of which message they are made, and are pinned where any of theirs is", () => {
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

  it("alternate and begin and end with the person, for every branch that does", () => {
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
