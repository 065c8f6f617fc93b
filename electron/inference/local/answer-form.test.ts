import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { GenerateRequest } from "../../../shared/inference/engine-protocol.ts";
import type { GenerationEvent } from "../../../shared/inference/generation.ts";
import { collectReply } from "../../../tests/fixtures/collect-reply.ts";
import { longThought } from "../../../tests/fixtures/texts.ts";
import { fixtureModel, type FixtureModelName } from "../../../tests/fixtures/models.ts";
import { EngineClient } from "./engine-client.ts";
import { forkEngine } from "./fork-engine.ts";

const receipt = {
  type: "object",
  properties: {
    merchant: { type: "string", maxLength: 20 },
    items: {
      type: "array",
      maxItems: 3,
      items: {
        type: "object",
        properties: { name: { type: "string", maxLength: 12 }, price: { type: "number" } },
        required: ["name", "price"],
      },
    },
    currency: { enum: ["EUR", "CNY", null] },
    total: { type: "number" },
  },
  required: ["merchant", "items", "currency", "total"],
} as const;
/**
 * The grammar counts characters, where JavaScript's length counts some twice. Random weights also generate
 * bytes that are no valid UTF-8: up to four of them are one character to the grammar and decode to one U+FFFD
 * each.
 */
const shortText = (most: number) =>
  z.string().refine((text) => Array.from(text.replaceAll(/\ufffd{1,4}/g, "?")).length <= most);
const receiptSchema = z.strictObject({
  merchant: shortText(20),
  items: z.array(z.strictObject({ name: shortText(12), price: z.number() })).max(3),
  currency: z.enum(["EUR", "CNY"]).nullable(),
  total: z.number(),
});

let client: EngineClient;
beforeAll(() => {
  client = new EngineClient(forkEngine(join(import.meta.dirname, "host/main.ts")));
});
afterAll(() => client.dispose());

async function answer(seed: number, change: Partial<GenerateRequest> = {}) {
  const events: GenerationEvent[] = [];
  const { end } = await client.generate(
    {
      runId: `run ${seed}`,
      systemPrompt: "",
      turns: [{ role: "user", text: "Read it" }],
      thinking: false,
      sampling: { temperature: 1, topP: 1, topK: 0, seed },
      maxTokens: 2000,
      jsonSchema: receipt,
      ...change,
    },
    (event) => events.push(event),
  );
  return { ...collectReply(events), end };
}

async function load(name: FixtureModelName) {
  await client.load({ modelId: name, modelPath: await fixtureModel(name), contextLength: null }, () => null);
}

/** `npm run soak -- json` runs 200 seeds. */
describe("generation with a JSON schema", () => {
  it.each(["dense", "per-layer"] as const)(
    "returns JSON that matches the schema for any weights (%s)",
    async (name) => {
      await load(name);
      for (let seed = 1; seed <= 8; seed++) {
        const { text, end } = await answer(seed);
        expect(end).toBe("end-of-turn");
        expect([text, receiptSchema.safeParse(JSON.parse(text))]).toMatchObject([text, { success: true }]);
      }
    },
  );

  it.each(["dense", "babbling-dense", "babbling-per-layer"] as const)(
    "binds the answer only, and leaves reasoning free (%s)",
    async (name) => {
      await load(name);
      for (let seed = 1; seed <= 8; seed++) {
        const { text, end } = await answer(seed, { thinking: true, reasoningBudgetTokens: 30 });
        expect(end).toBe("end-of-turn");
        expect([text, receiptSchema.safeParse(JSON.parse(text))]).toMatchObject([text, { success: true }]);
      }
    },
  );

  it("reasons first where the model does, and cuts the reasoning short", async () => {
    await load("long-thought");
    const { reasonings, text } = await answer(1, { thinking: true, reasoningBudgetTokens: 40 });
    expect(reasonings).toMatchObject([{ isCutShort: true, status: "complete" }]);
    expect(longThought.startsWith(reasonings[0]?.text ?? "?")).toBe(true);
    expect(receiptSchema.safeParse(JSON.parse(text)).success).toBe(true);
  });
});
