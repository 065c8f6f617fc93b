import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { speedOf, type Contender, type Round, type Speed } from "./contender.ts";

export interface BareRequest {
  readonly text: string;
  /** Tokens evaluated before the measured prompt. */
  readonly beforeTokens?: number;
  /** Default: the number of tokens in the text. */
  readonly promptTokens?: number;
  readonly decodeTokens: number;
}

export interface BareAnswer {
  readonly atMs: number;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
  readonly promptTokens: number;
  readonly decodedTokens: number;
}

export interface BareSettings {
  readonly threads: number;
  readonly contextTokens: number;
  readonly batchTokens: number;
}

/** node-llama-cpp alone, without Facet. */
export class BareContender implements Contender {
  readonly name: string;
  readonly #child: ChildProcess;
  readonly #died: Promise<never>;

  private constructor(name: string, child: ChildProcess, death: Promise<never>) {
    this.name = name;
    this.#child = child;
    this.#died = death;
  }

  static async start(
    modelPath: string,
    { threads, contextTokens, batchTokens }: BareSettings,
    name = "node-llama-cpp",
  ): Promise<BareContender> {
    const args = [modelPath, String(threads), String(contextTokens), String(batchTokens)];
    const child = fork(join(import.meta.dirname, "bare-process.ts"), args, { execArgv: [] });
    const death = died(child);
    // Rejects pending calls; the exit after `dispose()` is expected.
    death.catch(() => undefined);
    await Promise.race([once(child, "message"), death]);
    return new BareContender(name, child, death);
  }

  async run({ text, decodeTokens }: Round): Promise<Speed> {
    return speedOf(await this.ask({ text, decodeTokens }));
  }

  async ask(request: BareRequest): Promise<BareAnswer> {
    this.#child.send(request);
    const [answer] = (await Promise.race([once(this.#child, "message"), this.#died])) as [BareAnswer];
    return answer;
  }

  async dispose(): Promise<void> {
    const ended = once(this.#child, "exit");
    this.#child.disconnect();
    await ended;
  }
}

async function died(child: ChildProcess): Promise<never> {
  const [code] = (await once(child, "exit")) as [number | null];
  throw new Error(`The node-llama-cpp process exited: ${code ?? "killed"}`);
}
