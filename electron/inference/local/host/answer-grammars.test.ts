import type { Llama, LlamaGrammar } from "node-llama-cpp";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { grammarOf } from "../../../../shared/inference/json-schema/grammar-of.ts";
import { Translator } from "../../../../shared/inference/json-schema/translator.ts";
import type { JsonSchema } from "../../../../shared/inference/generate-options.ts";
import { receiptSchema } from "../../../../shared/receipts/receipt-schema.ts";
import { openTestLlama } from "../../../../tests/fixtures/context-reader.ts";
import { schemaCases } from "../../../../tests/fixtures/json-schemas.ts";
import { randomSchema } from "../../../../tests/fixtures/random-schema.ts";
import { randomText } from "../../../../tests/fixtures/random-text.ts";
import { reader } from "../../../../tests/fixtures/trained-models.ts";

let llama: Llama;
beforeAll(async () => {
  llama = await openTestLlama();
});
afterAll(() => llama.dispose());

/** Returns a function that tells whether llama.cpp's grammar accepts a whole text. */
async function grammarFor(schema: JsonSchema): Promise<(text: string) => boolean> {
  const grammar = await llama.createGrammar({ grammar: grammarOf(schema) });
  return (text) => (grammar as LlamaGrammar & { _testText(text: string): boolean })._testText(text);
}

/** As models write JSON: without spaces, on one line with spaces, on many lines. */
function spellings(value: unknown): readonly string[] {
  const lines = JSON.stringify(value, null, 2);
  const isSpacedSafely = !/[,:]\\?"/.test(JSON.stringify(value)) || typeof value !== "string";
  const spaced = lines.replaceAll(/([[{,])\n +/g, "$1 ").replaceAll(/\n *([\]}])/g, " $1");
  return [JSON.stringify(value), lines, ...(isSpacedSafely ? [spaced] : [])];
}

describe("llama.cpp with the grammar of a schema", () => {
  it.each(schemaCases)("accepts what fits $name, and nothing else", async ({ schema, fits, fails }) => {
    const accepts = await grammarFor(schema);
    for (const value of fits)
      for (const text of spellings(value)) expect([text, accepts(text)]).toEqual([text, true]);
    for (const value of fails)
      for (const text of spellings(value)) expect([text, accepts(text)]).toEqual([text, false]);
  });

  it("accepts the texts that the rules allow", async () => {
    for (const { schema } of schemaCases) {
      const accepts = await grammarFor(schema);
      const rules = new Translator(schema).rules();
      for (let seed = 0; seed < 20; seed++) {
        const text = randomText(rules, seed);
        expect([text, accepts(text)]).toEqual([text, true]);
      }
    }
  });

  it("accepts the texts that the rules of random schemas allow", async () => {
    await fc.assert(
      fc.asyncProperty(randomSchema, fc.nat(), async (schema, seed) => {
        const text = randomText(new Translator(schema).rules(), seed);
        const accepts = await grammarFor(schema);
        expect([text, accepts(text)]).toEqual([text, true]);
      }),
    );
  });

  it.each([
    ["a control character in a string", '"a\nb"'],
    ["an invalid escape", '"\\x41"'],
    ["an incomplete escape", '"\\u12"'],
    ["half of a surrogate pair", '"\\ud83d"'],
    ["a leading zero", "01"],
    ["a trailing comma", "[1,]"],
    ["two commas", "[1,,2]"],
    ["an incomplete value", '{"a":'],
    ["text before the value", " 1"],
    ["text after the value", "{} "],
    ["a name without quotes", "{a:1}"],
    ["a number that JavaScript does not hold", "1e999"],
  ])("refuses %s", async (_, text) => {
    expect((await grammarFor({}))(text)).toBe(false);
  });

  it.each(['"\\u00e9\\n\\/"', '"\\ud83d\\ude00"', '{ "a" : 1}'.replace(" :", ":"), "[\n  1,\n  2\n]"])(
    "accepts %s",
    async (text) => {
      expect((await grammarFor({}))(text)).toBe(true);
    },
  );

  it("does not take another spelling of a declared name for an additional property", async () => {
    const accepts = await grammarFor({ properties: { ab: { type: "null" } }, additionalProperties: true });
    expect(accepts('{"a\\u0062":1}')).toBe(false);
    expect(accepts('{"ab":1}')).toBe(false);
    expect(accepts('{"ac":1}')).toBe(true);
  });

  it("accepts the answers of the trained receipt reader", async () => {
    const accepts = await grammarFor(receiptSchema);
    for (const { json } of reader.samples) expect([json, accepts(json)]).toEqual([json, true]);
    expect(accepts(reader.says.whenUnreadable)).toBe(true);
  });

  it("holds a schema with many optional properties and long lists", async () => {
    const names = Array.from({ length: 200 }, (_, at) => `property${at}`);
    const properties = Object.fromEntries(names.map((name) => [name, { type: "string", maxLength: 500 }]));
    const accepts = await grammarFor({ type: "array", items: { properties }, maxItems: 5000 });
    expect(accepts(JSON.stringify([{ property3: "a", property199: "b" }, {}]))).toBe(true);
  });
});
