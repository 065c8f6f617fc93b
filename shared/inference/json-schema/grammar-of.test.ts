import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitsSchema } from "../../../scripts/soak/json/fits-schema.ts";
import { randomSchema } from "../../../tests/fixtures/random-schema.ts";
import { schemaCases } from "../../../tests/fixtures/json-schemas.ts";
import { randomText } from "../../../tests/fixtures/random-text.ts";
import type { JsonSchema } from "../generate-options.ts";
import { grammarOf } from "./grammar-of.ts";
import { Translator } from "./translator.ts";

/** What the grammar of a schema allows must be JSON, and fit as another implementation checks it. */
function checkTexts(schema: JsonSchema, numRuns = 100) {
  const rules = new Translator(schema).rules();
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const text = randomText(rules, seed);
      expect([text, fitsSchema(JSON.parse(text), schema)]).toEqual([text, true]);
    }),
    { numRuns },
  );
}

describe("the grammar of a schema", () => {
  it.each(schemaCases)("allows only values that fit $name", ({ schema }) => {
    checkTexts(schema);
  });

  it("allows only values that fit, for random schemas", () => {
    fc.assert(fc.property(randomSchema, (schema) => checkTexts(schema, 5)));
  });
});

function refusal(schema: JsonSchema): unknown {
  try {
    return grammarOf(schema);
  } catch (error) {
    const { code, data } = error as {
      readonly code: string;
      readonly data: { readonly path: string; readonly keyword: string };
    };
    return [code, data.path, data.keyword];
  }
}

const nested = (depth: number): JsonSchema =>
  depth === 0 ? {} : { type: "array", items: nested(depth - 1) };

/** 2^30 alternatives. */
const bomb = {
  allOf: Array.from({ length: 30 }, (_, at) => ({
    anyOf: [{ properties: { [`a${at}`]: {} } }, { properties: { [`b${at}`]: {} } }],
  })),
};

describe("a schema that no grammar can hold", () => {
  it.each<[keyword: string, path: string, schema: JsonSchema]>([
    ["not", "", { not: { type: "string" } }],
    ["if", "/properties/a", { properties: { a: { if: {}, then: {} } } }],
    ["patternProperties", "", { type: "object", patternProperties: { "^a": {} } }],
    ["uniqueItems", "", { type: "array", uniqueItems: true }],
    ["multipleOf", "", { type: "number", multipleOf: 0.01 }],
    ["minimum", "", { type: "number", minimum: 0.5 }],
    ["minimum", "", { type: "integer", minimum: 3, maximum: 2 }],
    ["minProperties", "", { type: "object", minProperties: 1 }],
    ["required", "", { properties: {}, additionalProperties: false, required: ["a"] }],
    ["pattern", "/items", { type: "array", items: { pattern: "abc" } }],
    ["pattern", "", { pattern: "^a|b$" }],
    ["pattern", "", { pattern: "^(?=a)b$" }],
    ["pattern", "", { pattern: "^(a)\\1$" }],
    ["pattern", "", { pattern: "^\\p{L}$" }],
    ["pattern", "", { pattern: "^(a*)*$" }],
    ["pattern", "", { pattern: "^(a$" }],
    ["minLength", "", { pattern: "^a*$", minLength: 2 }],
    ["format", "", { type: "string", format: "uri" }],
    ["$ref", "", { $ref: "https://example.org/schema" }],
    ["$ref", "", { $ref: "#/$defs/missing" }],
    ["$ref", "", { $ref: "#" }],
    ["$ref", "", { anyOf: [{ $ref: "#" }, { type: "string" }] }],
    ["$ref", "", { properties: { a: { $ref: "#" } }, required: ["a"] }],
    ["type", "", { type: "text" }],
    ["allOf", "", { allOf: [{ type: "string" }, { type: "integer" }] }],
    ["false", "/items", { items: { items: false, prefixItems: [false] } }],
    ["enum", "", { type: "string", enum: [1] }],
    ["size", "", bomb],
    ["size", "", { enum: ["x".repeat(200_000)] }],
    ["depth", "/items".repeat(100), nested(200)],
  ])("is refused for %s at %j: %j", (keyword, path, schema) => {
    const [code, at, found] = refusal(schema) as [string, string, string];
    expect([code, found]).toEqual(["schema-unsupported", keyword]);
    if (keyword !== "size" && keyword !== "false") expect(at).toBe(path);
  });

  it("is refused within a second, however large it is", () => {
    const startedAt = performance.now();
    refusal(bomb);
    refusal({ type: "array", items: { type: "string", minLength: 10 ** 9 }, minItems: 10 ** 9 });
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });
});
