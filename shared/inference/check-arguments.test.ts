import { describe, expect, it } from "vitest";
import { checkArguments } from "./check-arguments.ts";
import type { JsonSchema } from "./generate-options.ts";

const check = (parameters: JsonSchema, args: Parameters<typeof checkArguments>[1]) =>
  checkArguments({ name: "f", description: "", parameters }, args);

describe("checkArguments", () => {
  it("accepts arguments that fit, and any where the schema itself cannot be used", () => {
    expect(check({ properties: { a: { type: "string" } } }, { a: "b" })).toBeNull();
    expect(check({ properties: { a: { $ref: "https://example.org/a" } } }, { a: 1 })).toBeNull();
    expect(check({ type: "object", properties: { a: { type: "nonsense" } } }, { a: 1 })).toBeNull();
  });

  it("says for the model what does not fit, and where", () => {
    const parameters = {
      $schema: "http://json-schema.org/draft-07/schema#",
      properties: { a: { pattern: "^x$" }, list: { items: { type: "integer" } }, unit: { enum: ["c", "k"] } },
      required: ["needed"],
      additionalProperties: false,
    };
    const problem = check(parameters, { a: "y", list: [1, "2"], unit: "f", other: 1 });
    expect(problem).toContain("must have required property 'needed'");
    expect(problem).toContain("additional properties (other)");
    expect(problem).toContain('a must match pattern "^x$"');
    expect(problem).toContain("list.1 must be integer");
    expect(problem).toContain('unit must be equal to one of the allowed values ("c", "k")');
  });

  it("keeps schemas with equal identifiers apart", () => {
    const schema = (type: string) => ({ $id: "same", properties: { a: { type } } });
    expect(check(schema("string"), { a: "b" })).toBeNull();
    expect(check(schema("number"), { a: "b" })).toContain("a must be number");
  });
});
