import { describe, expect, it } from "vitest";
import type { TurnStep } from "../../../shared/inference/prompt-turn.ts";
import { continuesLast, requestMessages } from "./messages.ts";

const open = (...steps: readonly TurnStep[]) => [
  { role: "user" as const, text: "What is 2 + 2, and what is the weather?" },
  { role: "assistant" as const, text: "", steps },
];
const messages = async (...steps: readonly TurnStep[]) =>
  (await requestMessages({ systemPrompt: "", turns: open(...steps) })).slice(1);

describe("requestMessages", () => {
  it("writes the system prompt and the turns", async () => {
    const turns = [
      { role: "user" as const, text: "Hello" },
      { role: "assistant" as const, text: "Hi" },
      { role: "user" as const, text: "Bye" },
    ];
    expect(await requestMessages({ systemPrompt: "Be short.", turns })).toEqual([
      { role: "system", content: "Be short." },
      { role: "user", content: "Hello" },
      { role: "assistant", content: "Hi" },
      { role: "user", content: "Bye" },
    ]);
    expect(await requestMessages({ systemPrompt: " \n", turns: turns.slice(0, 1) })).toHaveLength(1);
  });

  it("writes reasoning under both names, calls with JSON arguments, and results by the id of their call", async () => {
    expect(
      await messages(
        { type: "reasoning", text: "I need two tools." },
        { type: "tool-call", name: "add", arguments: { a: 2, b: 2 } },
        { type: "tool-call", name: "weather", arguments: {} },
        { type: "tool-result", name: "weather", text: "sunny" },
        { type: "tool-result", name: "add", text: "4" },
      ),
    ).toEqual([
      {
        role: "assistant",
        content: "",
        reasoning: "I need two tools.",
        reasoning_content: "I need two tools.",
        tool_calls: [
          { id: "call00001", type: "function", function: { name: "add", arguments: '{"a":2,"b":2}' } },
          { id: "call00002", type: "function", function: { name: "weather", arguments: "{}" } },
        ],
      },
      { role: "tool", tool_call_id: "call00002", name: "weather", content: "sunny" },
      { role: "tool", tool_call_id: "call00001", name: "add", content: "4" },
    ]);
  });

  it("begins another assistant message after results", async () => {
    const written = await messages(
      { type: "text", text: "I will add." },
      { type: "tool-call", name: "add", arguments: { a: 1 } },
      { type: "tool-result", name: "add", text: "1" },
      { type: "reasoning", text: "Once more." },
      { type: "tool-call", name: "add", arguments: { a: 2 } },
      { type: "tool-result", name: "add", text: "2" },
    );
    expect(written.map(({ role }) => role)).toEqual(["assistant", "tool", "assistant", "tool"]);
    expect(written[2]).toMatchObject({ reasoning: "Once more.", tool_calls: [{ id: "call00002" }] });
  });

  it("fails with media-missing where a prepared file is gone", async () => {
    const media = [{ kind: "image", hash: "", path: "/nowhere/image", widthPx: 48, heightPx: 48 }] as const;
    const prompt = { systemPrompt: "", turns: [{ role: "user" as const, text: "", media }] };
    await expect(requestMessages(prompt)).rejects.toMatchObject({
      code: "media-missing",
      data: { name: "image" },
    });
  });
});

describe("continuesLast", () => {
  it("is true where the open turn ends in text or reasoning", () => {
    expect(continuesLast(open({ type: "text", text: "I will" }))).toBe(true);
    expect(continuesLast(open({ type: "reasoning", text: "I will" }))).toBe(true);
    expect(continuesLast(open({ type: "tool-result", name: "add", text: "1" }))).toBe(false);
    expect(continuesLast([{ role: "user", text: "Hello" }])).toBe(false);
  });
});
