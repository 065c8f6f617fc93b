import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomSchema } from "../../../tests/fixtures/random-schema.ts";
import { randomText } from "../../../tests/fixtures/random-text.ts";
import { checkArguments } from "../../inference/check-arguments.ts";
import type { JsonSchema } from "../../inference/generate-options.ts";
import { rule } from "../../inference/json-schema/expression.ts";
import type { ToolCall } from "../call-syntax.ts";
import { OutputParser } from "../output-parser.ts";
import { gemmaCallRules } from "./call-rules.ts";
import { gemmaOutput, gemmaTags } from "./tags.ts";

const declare = (parameters: JsonSchema) => ({ name: "f", description: "", parameters });
const tags = new RegExp(`(${gemmaTags.map((tag) => tag.replaceAll("|", "\\|")).join("|")})`);

function parsed(written: string): readonly ToolCall[] {
  const start = { promptEnd: "", continues: null };
  const parser = new OutputParser(gemmaOutput, { tagsInText: [], start, readsCalls: true });
  return written
    .split(tags)
    .flatMap((piece) => (gemmaTags.includes(piece) ? parser.tag(piece) : parser.text(piece)))
    .filter((event) => event.type === "tool-call");
}

/** A text that the grammar of a tool's calls allows, and the calls that it is parsed into. */
function randomCalls(parameters: JsonSchema, seed: number) {
  const { rules, calls } = gemmaCallRules([declare(parameters)], true);
  const written = randomText(new Map([...rules, ["root", rule(calls)]]), seed);
  return { written, calls: parsed(written) };
}

describe("the grammar of calls", () => {
  it("allows only calls that parse and fit, for 500 random schemas", () => {
    const object = fc.record({
      properties: fc.dictionary(fc.constantFrom("a", "b c", 'q"', "type", "x:y"), randomSchema, {
        maxKeys: 4,
      }),
      additionalProperties: fc.boolean(),
    });
    const required = fc.array(fc.boolean(), { maxLength: 4 });
    fc.assert(
      fc.property(object, required, fc.nat(), (schema, isNeeded, seed) => {
        const needed = Object.keys(schema.properties).filter((_, place) => isNeeded[place] === true);
        const parameters = { ...schema, required: needed };
        const { written, calls } = randomCalls(parameters, seed);
        expect(calls.length, written).toBeGreaterThan(0);
        for (const call of calls) {
          const problem = checkArguments(declare(parameters), call.arguments);
          expect({ written, name: call.name, problem }).toEqual({ written, name: "f", problem: null });
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each<[name: string, schema: JsonSchema]>([
    ["a pattern", { properties: { a: { pattern: "^[a-z]{2,4}-?$" } }, required: ["a"] }],
    ["a format", { properties: { a: { type: "string", format: "date" } }, required: ["a"] }],
    ["a length", { properties: { a: { type: "string", minLength: 3, maxLength: 5 } }, required: ["a"] }],
    ["a recursive schema", { properties: { a: { $ref: "#" } }, additionalProperties: false }],
    ["no properties", { type: "object" }],
  ])("holds %s", (_, parameters) => {
    for (let seed = 0; seed < 50; seed++) {
      const { calls } = randomCalls(parameters, seed);
      for (const call of calls) expect(checkArguments(declare(parameters), call.arguments)).toBeNull();
    }
  });

  it.each<[name: string, schema: JsonSchema]>([
    ["what a grammar can't hold", { properties: { a: { not: { type: "string" } } }, required: ["a"] }],
    ["an enum of nothing that fits", { properties: { a: { type: "string", enum: [1] } } }],
    ["values that never end", { properties: { a: { $ref: "#" } }, required: ["a"] }],
    ["references to nothing", { properties: { a: { $ref: "https://example.org/a" } } }],
    ["a schema that is none", { properties: { a: "string" }, required: "a" }],
  ])("leaves out %s", (_, parameters) => {
    expect(randomCalls(parameters, 1).calls.length).toBeGreaterThan(0);
  });

  it("allows any text in a string, but nothing that looks like a tag", () => {
    const { rules } = gemmaCallRules([declare({ properties: { a: { type: "string" } } })], true);
    const texts = Array.from({ length: 300 }, (_, seed) =>
      randomText(new Map([...rules, ["root", rule("call-text-plain")]]), seed),
    );
    for (const text of texts) expect(text).not.toMatch(/<\|[a-z_"]|<[a-z_]+\|>/);
  });
});
