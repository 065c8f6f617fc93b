import { request as httpRequest, Agent } from "node:http";
import { parseArgs } from "node:util";
import { startScriptedApi, type ScriptedApi } from "../../../tests/fixtures/api/scripted-api.ts";
import { median, percentile } from "../statistics.ts";
import { besideLlamaServer } from "./beside-llama-server.ts";

const rounds = 60;
const warmUps = 10;
const tokens = 2_000;
/** In microseconds. */
const bars = { firstToken: 5_000, token: 100 };

const usage = "npm run bench -- api [--llama-server PATH --model FILE [--rounds N]]";

/**
 * What the API adds to a model that takes no time: from the request to the first byte of the stream, and for
 * each streamed token until the client has read it. With a llama-server, also tokens a second beside it.
 */
export async function benchApi(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      "llama-server": { type: "string" },
      model: { type: "string" },
      rounds: { type: "string", default: "12" },
    },
  });
  const { "llama-server": llamaServerPath, model: modelPath } = values;
  const besideRounds = Number(values.rounds);
  if ((llamaServerPath === undefined) !== (modelPath === undefined) || !(besideRounds >= 2))
    throw new Error(usage);
  const isLean = await benchOverhead();
  if (llamaServerPath === undefined || modelPath === undefined) return isLean;
  const { middle, low, high } = await besideLlamaServer({ llamaServerPath, modelPath, rounds: besideRounds });
  console.log(`Tokens a second, Facet's API / llama-server, ${besideRounds} interleaved rounds`);
  console.table([{ ratio: round3(middle), "from (95 %)": round3(low), to: round3(high), bar: "> 1" }]);
  return isLean && low > 1;
}

async function benchOverhead(): Promise<boolean> {
  const api = await startScriptedApi();
  const agent = new Agent({ keepAlive: true });
  try {
    api.model.script = { text: Array.from({ length: tokens }, (_, i) => ` token${i}`) };
    const firsts: number[] = [];
    const perToken: number[] = [];
    for (let round = 0; round < rounds + warmUps; round++) {
      const own = await modelMicros(api);
      const { firstMicros, totalMicros } = await streamed(api, agent);
      if (round < warmUps) continue;
      firsts.push(firstMicros);
      perToken.push((totalMicros - firstMicros - own) / tokens);
    }
    const rows = [
      {
        what: "to the first token",
        median: median(firsts),
        p95: percentile(firsts, 0.95),
        bar: bars.firstToken,
      },
      { what: "per token", median: median(perToken), p95: percentile(perToken, 0.95), bar: bars.token },
    ];
    console.log(`Overhead of the API in microseconds, ${rounds} rounds of ${tokens} tokens`);
    console.table(rows.map((row) => ({ ...row, median: round1(row.median), p95: round1(row.p95) })));
    return rows.every((row) => row.median <= row.bar);
  } finally {
    agent.destroy();
    await api.close();
  }
}

const round3 = (value: number) => Math.round(value * 1000) / 1000;
const round1 = (value: number) => Math.round(value * 10) / 10;

/** What the scripted model itself takes for as many tokens. */
async function modelMicros({ model }: ScriptedApi): Promise<number> {
  const options = {
    thinking: false,
    sampling: { temperature: 0, topP: 1, topK: 0, seed: 1 },
    maxTokens: null,
  };
  const startedAtMs = performance.now();
  const prompt = { systemPrompt: "", turns: [{ role: "user", text: "Hello" }] } as const;
  let count = 0;
  for await (const _ of model.generate(prompt, options, new AbortController().signal).events) count += 1;
  if (count < tokens) throw new Error("The model did not generate everything");
  return (performance.now() - startedAtMs) * 1000;
}

function streamed(api: ScriptedApi, agent: Agent) {
  return new Promise<{ readonly firstMicros: number; readonly totalMicros: number }>((resolve, reject) => {
    const body = JSON.stringify({ messages: [{ role: "user", content: "Hello" }], stream: true });
    const startedAtMs = performance.now();
    const request = httpRequest(
      { agent, host: "127.0.0.1", port: api.port, path: "/v1/chat/completions", method: "POST" },
      (response) => {
        let firstMicros = 0;
        response.on("data", () => (firstMicros ||= (performance.now() - startedAtMs) * 1000));
        response.on("end", () =>
          resolve({ firstMicros, totalMicros: (performance.now() - startedAtMs) * 1000 }),
        );
      },
    );
    request.on("error", reject).end(body);
  });
}
