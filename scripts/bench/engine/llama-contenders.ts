import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { permissiveParser } from "../../fidelity/completion.ts";
import { startLlamaServer } from "../../fidelity/llama-server.ts";
import { speedOf, type Contender, type Round, type Speed } from "./contender.ts";

export interface LlamaOptions {
  readonly modelPath: string;
  readonly threads: number;
  readonly contextTokens: number;
  readonly promptTokens: number;
}

/** llama-server, measured through its streaming endpoint. */
export async function llamaServer(path: string, options: LlamaOptions): Promise<Contender> {
  const { modelPath, threads, contextTokens } = options;
  const sizes = ["-t", String(threads), "-c", String(contextTokens), "-np", "1"];
  const server = await startLlamaServer(path, ["-m", modelPath, ...sizes]);
  return {
    name: "llama-server",
    run: (round) => askServer(server.url, round),
    dispose: () => server.close(),
  };
}

async function askServer(url: string, { text, decodeTokens }: Round): Promise<Speed> {
  const atMs = performance.now();
  const response = await fetch(`${url}/completion`, {
    method: "POST",
    body: JSON.stringify({
      prompt: text,
      n_predict: decodeTokens,
      temperature: 0,
      cache_prompt: false,
      stream: true,
      chat_parser: permissiveParser,
    }),
  });
  let firstAtMs = 0;
  let lastAtMs = 0;
  let received = "";
  const decoder = new TextDecoder();
  for await (const bytes of response.body ?? []) {
    lastAtMs = performance.now();
    firstAtMs ||= lastAtMs;
    received += decoder.decode(bytes, { stream: true });
  }
  const last = received.split("\n").findLast((line) => line.includes('"timings"'));
  if (last === undefined) throw new Error(`llama-server answered ${received}`);
  const { timings } = JSON.parse(last.replace(/^data: /, "")) as {
    timings: { prompt_n: number; predicted_n: number };
  };
  const [promptTokens, decodedTokens] = [timings.prompt_n, timings.predicted_n];
  return speedOf({ atMs, firstAtMs, lastAtMs, promptTokens, decodedTokens });
}

/** llama-bench: no sampling, no detokenizing, no server. It loads the model for each round. */
export function llamaBench(path: string, { modelPath, threads, promptTokens }: LlamaOptions): Contender {
  return {
    name: "llama-bench",
    async run({ decodeTokens }) {
      const args = [
        "-m",
        modelPath,
        "-t",
        String(threads),
        "-p",
        String(promptTokens),
        "-n",
        String(decodeTokens),
      ];
      const { stdout } = await promisify(execFile)(path, [...args, "-r", "1", "-o", "json"]);
      const tests = JSON.parse(stdout) as readonly { n_prompt: number; n_gen: number; avg_ts: number }[];
      const speed = (isIt: (test: { n_prompt: number; n_gen: number }) => boolean) =>
        tests.find(isIt)?.avg_ts ?? 0;
      return {
        promptTokensPerSecond: speed(({ n_prompt, n_gen }) => n_prompt > 0 && n_gen === 0),
        decodeTokensPerSecond: speed(({ n_prompt, n_gen }) => n_prompt === 0 && n_gen > 0),
      };
    },
    dispose: async () => undefined,
  };
}
