import { join } from "node:path";
import { EngineClient } from "../../../electron/inference/local/engine-client.ts";
import { forkEngine } from "../../../electron/inference/local/fork-engine.ts";
import { receiptSchema } from "../../../shared/receipts/receipt-schema.ts";
import { readReceiptTask } from "../../../shared/tasks/read-receipt.ts";
import { fixtureModel } from "../../../tests/fixtures/models.ts";
import type { Soak, SoakOptions } from "../soak-report.ts";
import { fitsSchema } from "./fits-schema.ts";

const root = join(import.meta.dirname, "../../..");
/**
 * Limits the context: the longest receipt that the schema allows is longer than any context of these models.
 */
const contextLength = 8192;

/** A model with random weights generates noise, so only the grammar can make its answer a receipt. */
export const jsonSoak: Soak = {
  title: "Answers of a model with random weights under the receipt schema",
  count: 200,
  async run(options) {
    const client = new EngineClient(forkEngine(join(root, "electron/inference/local/host/main.ts")));
    try {
      return await answerOften(client, options);
    } finally {
      await client.dispose();
    }
  },
};

async function answerOften(client: EngineClient, { count, seed, onProgress }: SoakOptions) {
  const breaches: string[] = [];
  const lengths: number[] = [];
  let receipts = 0;
  for (let done = 0; done < count; done++) {
    const shape = done < count / 2 ? "dense" : "per-layer";
    await client.load({ modelId: shape, modelPath: await fixtureModel(shape), contextLength }, () => null);
    const { text, end } = await answer(client, seed * 100_000 + done);
    const value = parsed(text);
    if (end !== "end-of-turn" || !fitsSchema(value, receiptSchema))
      breaches.push(`${shape}, seed ${seed * 100_000 + done}, ${end}: ${text.slice(0, 500)}`);
    lengths.push(text.length);
    receipts += typeof value === "object" && value !== null && "items" in value ? 1 : 0;
    onProgress(done + 1);
  }
  return {
    facts: {
      "answers that fit the schema": count - breaches.length,
      "answers with items": receipts,
      "longest, in characters": Math.max(...lengths),
    },
    rows: [],
    breaches,
  };
}

async function answer(client: EngineClient, seed: number) {
  let text = "";
  const { end } = await client.generate(
    {
      runId: `run ${seed}`,
      systemPrompt: "",
      turns: [{ role: "user", text: readReceiptTask.prompt.en({ spoken: null, target: "en" }) }],
      thinking: false,
      sampling: { temperature: 1, topP: 1, topK: 0, seed },
      maxTokens: null,
      jsonSchema: receiptSchema,
    },
    (event) => {
      if (event.type === "part-delta") text += event.text;
    },
  );
  return { text, end };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
