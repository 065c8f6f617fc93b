import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { permissiveParser } from "../../fidelity/completion.ts";
import { startLlamaServer } from "../../fidelity/llama-server.ts";
import type { DecodeRun, DepthSubject, Place } from "./depth-subject.ts";
import { parseState, withCellBeforeWindow, writtenState } from "./saved-state.ts";

export interface ServerSettings {
  readonly modelPath: string;
  readonly threads: number;
  readonly contextTokens: number;
  readonly statePath: string | null;
}

/** llama-server, which restores the state into its slot with `/slots/0?action=restore`. */
export async function serverSubject(
  path: string,
  { modelPath, threads, contextTokens, statePath }: ServerSettings,
): Promise<DepthSubject> {
  const folder = await mkdtemp(join(tmpdir(), "facet-bench-depth-"));
  if (statePath !== null) {
    const state = withCellBeforeWindow(parseState(await readFile(statePath)));
    await writeFile(join(folder, stateName), writtenState(state));
  }
  const sizes = ["-t", String(threads), "-c", String(contextTokens), "-np", "1"];
  const slots = ["--slot-save-path", folder, "--cache-ram", "0"];
  const server = await startLlamaServer(path, ["-m", modelPath, ...sizes, ...slots]);
  const post = async <Answer>(route: string, body: object): Promise<Answer> => {
    const response = await fetch(`${server.url}/${route}`, {
      method: "POST",
      // While others have their turn, it closes the connections it keeps.
      headers: { connection: "close", "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`llama-server: ${await response.text()}`);
    return (await response.json()) as Answer;
  };
  return {
    name: "llama-server",
    async run({ depthTokens, text }: Place, decodeTokens: number): Promise<DecodeRun> {
      await (depthTokens === 0
        ? post("slots/0?action=erase", {})
        : post("slots/0?action=restore", { filename: stateName }));
      const { timings, tokens_evaluated: promptTokens } = await post<Completion>("completion", {
        prompt: text,
        n_predict: decodeTokens,
        temperature: 0,
        ignore_eos: true,
        cache_prompt: true,
        chat_parser: permissiveParser,
      });
      const { prompt_n: evaluated, predicted_n: decoded, predicted_ms: decodeMs } = timings;
      return {
        // Its clock starts with the first token.
        tokensPerSecond: ((decoded - 1) / decodeMs) * 1000,
        restoredTokens: promptTokens - evaluated,
        endPosition: promptTokens + decoded - 1,
      };
    },
    async dispose() {
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}

const stateName = "filled.state";

interface Completion {
  readonly tokens_evaluated: number;
  readonly timings: {
    readonly prompt_n: number;
    readonly predicted_n: number;
    readonly predicted_ms: number;
  };
}
