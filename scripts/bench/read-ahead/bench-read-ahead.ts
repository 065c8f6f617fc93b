import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { EngineClient } from "../../../electron/inference/local/engine-client.ts";
import { forkEngine } from "../../../electron/inference/local/fork-engine.ts";
import type { ReplyStats } from "../../../shared/chat/message.ts";
import type { GenerateRequest } from "../../../shared/inference/engine-protocol.ts";
import type { Turn } from "../../../shared/inference/prompt-turn.ts";
import { generateRequest } from "../../../tests/fixtures/generate-request.ts";
import { fixtureModel } from "../../../tests/fixtures/models.ts";
import { subjects } from "../media/bench-subjects.ts";
import { median } from "../statistics.ts";

const question = "What is this?";
const [picture] = subjects;

/**
 * `npm run bench -- read-ahead [--model F] [--projector F] [--rounds N]` measures the time from Send to the first
 * token with and without what is read ahead while the message is being typed: of a message with a document, and with
 * a picture where there is a projector. By default with the demo model.
 */
export async function benchReadAhead(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      model: { type: "string" },
      projector: { type: "string" },
      rounds: { type: "string", default: "3" },
    },
  });
  const folder = await mkdtemp(join(tmpdir(), "facet-bench-read-ahead-"));
  const host = join(import.meta.dirname, "../../../electron/inference/local/host/main.ts");
  const client = new EngineClient(forkEngine(host), folder);
  try {
    await client.load(
      {
        modelId: "bench",
        modelPath: values.model ?? (await fixtureModel("demo")),
        contextLength: 4096,
        ...(values.projector !== undefined && { projectorPath: values.projector }),
      },
      () => null,
    );
    const rounds = Number(values.rounds);
    const withPicture = async (round: number): Promise<Turn> => {
      const sample = await picture?.sample(folder, round);
      return { role: "user", text: question, ...(sample && { media: [sample.medium] }) };
    };
    const kinds = [
      { name: "document of 30 lines", turn: async (round: number) => withDocument(round) },
      ...(values.projector === undefined ? [] : [{ name: picture?.name, turn: withPicture }]),
    ];
    for (const { name, turn } of kinds) {
      const cold: ReplyStats[] = [];
      const warm: ReplyStats[] = [];
      const aheadMs: number[] = [];
      for (let round = 0; round < rounds; round++) {
        cold.push((await ask(client, await turn(2 * round))).stats);
        const next = await turn(2 * round + 1);
        const startedAtMs = performance.now();
        const otherTexts = ["1", ""].map((text) => next.text.replace(question, text));
        await ask(client, next, { readsAhead: otherTexts });
        aheadMs.push(performance.now() - startedAtMs);
        warm.push((await ask(client, next)).stats);
      }
      const [without, withIt] = [cold, warm].map((all) => ({
        ms: median(all.map(({ timeToFirstTokenMs }) => timeToFirstTokenMs)),
        newTokens: median(all.map(({ promptTokens, reusedTokens }) => promptTokens - reusedTokens)),
      }));
      const row = (of: typeof withIt) => `${of?.ms.toFixed(0)} ms, ${of?.newTokens} new tokens`;
      console.log(
        `${name}: first token after ${row(without)}; read ahead in ${median(aheadMs).toFixed(0)} ms: after ${row(withIt)}`,
      );
    }
    return true;
  } finally {
    await client.dispose();
    await rm(folder, { recursive: true });
  }
}

function withDocument(round: number): Turn {
  const lines = Array.from({ length: 30 }, (_, line) => `Line ${line} of document ${round} tells something.`);
  return { role: "user", text: `${lines.join("\n")}\n\n${question}` };
}

let runs = 0;

const ask = (client: EngineClient, turn: Turn, change: Partial<GenerateRequest> = {}) =>
  client.generate(
    generateRequest({ runId: `run ${++runs}`, turns: [turn], maxTokens: 1, ...change }),
    () => undefined,
  );
