import { describe, expect, it } from "vitest";
import { elicitedForm } from "./elicited-form.ts";

const form = (properties: Record<string, unknown>, others: object = {}) =>
  elicitedForm({
    message: "Hello",
    requestedSchema: { type: "object", properties, required: ["a"] },
    ...others,
  });

describe("elicitedForm", () => {
  it("has a field for each property, with the server's words", () => {
    expect(
      form({
        a: {
          type: "string",
          title: "Name",
          description: "Yours",
          enum: ["x", "y"],
          enumNames: ["X"],
          default: "z",
        },
        b: { type: "array", items: { enum: ["x", "y"] }, default: ["y", "z"] },
      }),
    ).toEqual({
      message: "Hello",
      fields: [
        {
          name: "a",
          label: "Name",
          hint: "Yours",
          isRequired: true,
          input: {
            type: "choice",
            options: [
              { value: "x", label: "X" },
              { value: "y", label: "y" },
            ],
            initial: null,
          },
        },
        {
          name: "b",
          label: "b",
          hint: "",
          isRequired: false,
          input: {
            type: "choices",
            options: [
              { value: "x", label: "x" },
              { value: "y", label: "y" },
            ],
            min: 0,
            max: 2,
            initial: ["y"],
          },
        },
      ],
    });
  });

  it.each([
    ["an address to open", form({}, { mode: "url", url: "https://evil.example" })],
    ["nested objects", form({ a: { type: "object", properties: {} } })],
    [
      "hundreds of fields",
      form(Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`f${at}`, { type: "boolean" }]))),
    ],
    ["nothing", elicitedForm(undefined)],
  ])("does not show %s", (_, result) => {
    expect(result).toBeNull();
  });

  it("has a text where there are more choices than anyone looks through", () => {
    const choices = Array.from({ length: 5_000 }, (_, at) => String(at));
    expect(form({ a: { type: "string", enum: choices } })?.fields[0]?.input.type).toBe("text");
  });
});
