import { describe, expect, it } from "vitest";
import type { McpContent, McpField, McpFieldInput } from "../../../shared/tools/mcp/mcp-question.ts";
import { mcp } from "../../i18n/en/mcp.ts";
import { answersOf, fieldProblem, initialContent, looksSecret } from "./form-content.ts";

const field = (name: string, input: McpFieldInput, isRequired = false): McpField => ({
  name,
  label: name,
  hint: "",
  isRequired,
  input,
});
const text = { type: "text", format: null, minLength: 0, maxLength: 5, initial: "" } as const;
const number = { type: "number", isInteger: true, min: 1, max: 10, initial: null } as const;
const options = [{ value: "a", label: "A" }];

describe("the form of a server", () => {
  const fields = [
    field("name", text, true),
    field("age", { ...number, initial: 3 }),
    field("agrees", { type: "switch", initial: false }),
    field("one", { type: "choice", options, initial: "a" }),
    field("some", { type: "choices", options, min: 1, max: 1, initial: ["a"] }),
  ];

  it("begins with what the server suggests, and leaves out what is not answered", () => {
    const initial = initialContent({ message: "", fields });
    expect(initial).toEqual({ age: 3, agrees: false, one: "a", some: ["a"] });
    const { one: _, ...typed }: McpContent = { ...initial, name: "Ada", age: " 7 " };
    expect(answersOf({ message: "", fields }, typed)).toEqual({
      name: "Ada",
      age: 7,
      agrees: false,
      some: ["a"],
    });
  });

  const words = mcp.fieldWrong;
  it.each([
    [field("a", text, true), undefined, words.required],
    [field("a", text), undefined, null],
    [field("a", text), "123456", words.length(0, 5)],
    [field("a", { ...text, format: "email", maxLength: 50 }), "ada", words.email],
    [field("a", { ...text, format: "email", maxLength: 50 }), "ada@example.com", null],
    [field("a", { ...text, format: "uri", maxLength: 50 }), "example", words.uri],
    [field("a", { ...text, format: "date", maxLength: 50 }), "yesterday", words.date],
    [field("a", { ...text, format: "date", maxLength: 50 }), "2026-11-30", null],
    [field("a", number), "1.5", words.number],
    [field("a", number), "11", words.number],
    [field("a", number), "10", null],
    [field("a", { type: "choices", options, min: 1, max: 1, initial: [] }), [], words.choices(1, 1)],
  ] as const)("says of %j answered with %j: %s", (asked, value, problem) => {
    expect(fieldProblem(asked, value, words)).toBe(problem);
  });

  it.each(["password", "API key", "your PIN", "credit card number", "密码"])(
    "notices that %j is secret",
    (label) => {
      expect(looksSecret({ ...field("x", text), label })).toBe(true);
    },
  );

  it.each(["name", "spinach", "keyboard", "passenger"])("does not mistake %j for a secret", (label) => {
    expect(looksSecret({ ...field("x", text), label })).toBe(false);
  });
});
