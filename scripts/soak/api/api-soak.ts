import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { plainOptions } from "../../../tests/fixtures/generate-request.ts";
import { servedFixture, startRunningApi, type RunningApi } from "../../../tests/fixtures/api/running-api.ts";
import { seededRandom, type SeededRandom } from "../seeded-random.ts";
import type { Soak } from "../soak-report.ts";

const clients = 8;
/** Memory may still grow while caches fill; from then on it must not. */
const settledShare = 0.5;
const leakBytes = 64 * 1024 ** 2;

interface Tally {
  answered: number;
  aborted: number;
  readonly breaches: string[];
  readonly windowMs: number[];
}

/**
 * Eight clients ask at once and hang up at random, while the window sends a message now and then. The schema of
 * each request allows one answer only, which nobody else may get. `count` is in seconds.
 */
export const apiSoak: Soak = {
  title: "Eight clients of the API at once, with random aborts",
  count: 60,
  async run({ count, seed, onProgress }) {
    const api = await startRunningApi([await servedFixture("dense")]);
    const tally: Tally = { answered: 0, aborted: 0, breaches: [], windowMs: [] };
    const startedAtMs = performance.now();
    const secondsLeft = () => count - (performance.now() - startedAtMs) / 1000;
    const isOver = () => secondsLeft() <= 0;
    let settledBytes = 0;
    try {
      const asking = Array.from({ length: clients }, (_, client) =>
        askUntil(isOver, api, client, seededRandom(seed * 100 + client), tally),
      );
      const window = sendUntil(isOver, api, tally);
      while (!isOver()) {
        await sleep(500);
        if (settledBytes === 0 && secondsLeft() < count * settledShare) settledBytes = await engineBytes(api);
        onProgress(Math.min(count, count - secondsLeft()));
      }
      await Promise.all([...asking, window]);
      const endBytes = await engineBytes(api);
      if (endBytes - settledBytes > leakBytes)
        tally.breaches.push(`The engine grew from ${settledBytes} to ${endBytes} bytes in the second half`);
      if (api.scheduler.isBusy) tally.breaches.push("Requests are left in the scheduler");
      return {
        facts: {
          answered: tally.answered,
          aborted: tally.aborted,
          "messages of the window": tally.windowMs.length,
          "slowest first text of the window, in ms": Math.round(Math.max(0, ...tally.windowMs)),
          "engine growth in the second half, in MB": Math.round((endBytes - settledBytes) / 1024 ** 2),
        },
        rows: [],
        breaches: tally.breaches,
      };
    } finally {
      await api.dispose();
    }
  },
};

async function askUntil(
  isOver: () => boolean,
  api: RunningApi,
  client: number,
  random: SeededRandom,
  tally: Tally,
) {
  for (let request = 0; !isOver(); request++) {
    const expected = `client ${client} request ${request}`;
    const abort = new AbortController();
    const isAborted = random.below(3) < 1;
    const timer = isAborted ? setTimeout(() => abort.abort(), random.below(400)) : undefined;
    const path = random.pick(["/v1/chat/completions", "/v1/responses"]);
    const schema = { const: expected };
    const body =
      path === "/v1/responses"
        ? { input: expected, text: { format: { type: "json_schema", schema } } }
        : {
            messages: [{ role: "user", content: expected }],
            stream: random.below(2) < 1,
            response_format: { type: "json_schema", json_schema: { schema } },
          };
    try {
      const response = await fetch(api.url + path, {
        method: "POST",
        body: JSON.stringify(body),
        signal: abort.signal,
      });
      const text = await response.text();
      if (response.status !== 200)
        tally.breaches.push(`${expected}: ${response.status} ${text.slice(0, 300)}`);
      else if (answerIn(text) !== JSON.stringify(expected))
        tally.breaches.push(`${expected}: ${text.slice(0, 500)}`);
      else tally.answered += 1;
    } catch (thrown) {
      if (!abort.signal.aborted) tally.breaches.push(`${expected}: ${String(thrown)}`);
      else tally.aborted += 1;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** The text of an answer in any of its forms. */
function answerIn(body: string): string {
  if (!body.startsWith("data:")) {
    const { choices, output } = JSON.parse(body) as {
      choices?: { message: { content: string } }[];
      output?: { content: { text: string }[] }[];
    };
    return choices?.[0]?.message.content ?? output?.at(-1)?.content[0]?.text ?? "";
  }
  return body
    .split("\n\n")
    .flatMap((event) => (event.startsWith("data: {") ? [JSON.parse(event.slice(6)) as Chunk] : []))
    .map(({ choices }) => choices[0]?.delta.content ?? "")
    .join("");
}

interface Chunk {
  readonly choices: readonly { readonly delta: { readonly content?: string | null } }[];
}

/** A message of the window every two seconds: it interrupts what programs asked. */
async function sendUntil(isOver: () => boolean, api: RunningApi, tally: Tally) {
  while (!isOver()) {
    await sleep(2_000);
    const startedAtMs = performance.now();
    const { events, result } = api.inference.generate(
      {
        model: { modelId: "facet/dense-GGUF/dense-Q4_0.gguf", modelName: "dense", contextLength: null },
        priority: "interactive",
        whenMemoryShort: "refuse",
        prepare: () => ({
          prompt: { systemPrompt: "", turns: [{ role: "user", text: "Hello" }] },
          options: { ...plainOptions, maxTokens: 8 },
        }),
      },
      new AbortController().signal,
    );
    let hasText = false;
    for await (const { type } of events) {
      if (type === "part-delta" && !hasText) {
        hasText = true;
        tally.windowMs.push(performance.now() - startedAtMs);
      }
    }
    await result;
  }
}

/** The resident memory of the engine process; 0 where the system does not say (only Linux does). */
async function engineBytes(api: RunningApi): Promise<number> {
  const status = await readFile(`/proc/${api.enginePid()}/status`, "utf8").catch(() => "");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
}
