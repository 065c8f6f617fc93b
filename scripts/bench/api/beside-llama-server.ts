import { startRunningApi } from "../../../tests/fixtures/api/running-api.ts";
import { readSse } from "../../../tests/fixtures/api/read-sse.ts";
import { listedModel } from "../../../tests/fixtures/listed-model.ts";
import { usableCores } from "../../../electron/hardware/cpu.ts";
import { permissiveParser } from "../../fidelity/completion.ts";
import { startLlamaServer } from "../../fidelity/llama-server.ts";
import { randomPrompt } from "../random-prompt.ts";
import { ratioInterval, type Interval } from "../statistics.ts";

export interface BesideOptions {
  readonly llamaServerPath: string;
  readonly modelPath: string;
  readonly rounds: number;
}

const contextTokens = 4_096;
const promptTokens = 64;
const decodeTokens = 64;

/**
 * Tokens a second of one streamed completion after the other through Facet's API and llama-server, on the same
 * model file with the same number of threads. The servers take turns at being first.
 */
export async function besideLlamaServer({
  llamaServerPath,
  modelPath,
  rounds,
}: BesideOptions): Promise<Interval> {
  const model = { ...listedModel("bench.gguf"), name: "bench" };
  // Random weights repeat one token, which lookup drafts: that would be faster than with any real text.
  const load = { usesLookup: false };
  const facet = await startRunningApi(
    [{ model, path: modelPath, projectorPath: null, drafterPath: null }],
    {},
    load,
  );
  const sizes = ["-t", String(usableCores()), "-c", String(contextTokens), "-np", "1"];
  const llama = await startLlamaServer(llamaServerPath, ["-m", modelPath, ...sizes]);
  const pairs: [number, number][] = [];
  try {
    // The first round loads the model, and warms both up.
    for (let round = -1; round < rounds; round++) {
      const prompt = randomPrompt(promptTokens, round + 1);
      const speeds = new Map<string, number>();
      for (const url of round % 2 === 0 ? [facet.url, llama.url] : [llama.url, facet.url]) {
        speeds.set(url, await decodeSpeed(url, prompt));
      }
      const [ours = 0, theirs = 0] = [facet.url, llama.url].map((url) => speeds.get(url));
      if (round >= 0) pairs.push([ours, theirs]);
      process.stderr.write(`\rround ${round + 1} of ${rounds}`);
    }
  } finally {
    process.stderr.write("\n");
    await llama.close();
    await facet.dispose();
  }
  return ratioInterval(pairs);
}

/** From the first text to the end. */
async function decodeSpeed(url: string, prompt: string): Promise<number> {
  const response = await fetch(`${url}/v1/completions`, {
    method: "POST",
    // While the other server has its turn, llama-server closes the connections it keeps.
    headers: { connection: "close" },
    body: JSON.stringify({
      prompt,
      max_tokens: decodeTokens,
      temperature: 0,
      stream: true,
      stream_options: { include_usage: true },
      chat_parser: permissiveParser,
    }),
  });
  if (!response.ok || response.body === null) throw new Error(await response.text());
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let firstAtMs = 0;
  for await (const chunk of response.body) {
    firstAtMs ||= performance.now();
    chunks.push(chunk);
  }
  const seconds = (performance.now() - firstAtMs) / 1000;
  const events = await readSse(new Response(new Blob(chunks)));
  const usage = events.flatMap(({ data }) =>
    typeof data === "object" && data !== null && "usage" in data && data.usage !== null
      ? [data.usage as { readonly completion_tokens: number }]
      : [],
  );
  const tokens = usage.at(-1)?.completion_tokens ?? 0;
  if (tokens < decodeTokens / 2) throw new Error(`${url} generated ${tokens} tokens only`);
  return tokens / seconds;
}
