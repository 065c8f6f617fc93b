import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { DecodeRun, DepthSubject, Place } from "./depth-subject.ts";

export interface LibrarySettings {
  readonly modelPath: string;
  readonly threads: number;
  readonly contextTokens: number;
  readonly kvType: "F16" | "Q8_0" | "Q4_0";
  readonly kernels: "prebuilt" | "facet";
}

interface Restored {
  /** Null: nothing is restored. */
  readonly statePath: string | null;
  /** The whole prompt. */
  readonly text: string;
}

export type LibraryRequest = Restored &
  (
    | { readonly type: "decode"; readonly decodeTokens: number }
    /** Writes the probabilities after each of the last tokens as 32-bit floats, a row a token. */
    | { readonly type: "predict"; readonly positions: number; readonly path: string }
  );

export type LibraryAnswer = DecodeRun | { readonly positions: number };

/** node-llama-cpp in a process of its own, because kernels are replaced in the whole process. */
export class LibrarySubject implements DepthSubject {
  readonly name: string;
  readonly #stateOf: (depthTokens: number) => string | null;
  readonly #child: ChildProcess;
  readonly #died: Promise<never>;

  private constructor(
    name: string,
    stateOf: (depthTokens: number) => string | null,
    child: ChildProcess,
    died: Promise<never>,
  ) {
    this.name = name;
    this.#stateOf = stateOf;
    this.#child = child;
    this.#died = died;
  }

  /** @param stateOf the path of the state saved at a depth; null: none */
  static async start(
    name: string,
    settings: LibrarySettings,
    stateOf: (depthTokens: number) => string | null,
  ): Promise<LibrarySubject> {
    const child = fork(join(import.meta.dirname, "library-process.ts"), [JSON.stringify(settings)], {
      execArgv: [],
    });
    const died = exited(child);
    // Rejects pending calls; the exit after `dispose()` is expected.
    died.catch(() => undefined);
    await Promise.race([once(child, "message"), died]);
    return new LibrarySubject(name, stateOf, child, died);
  }

  async run({ depthTokens, text }: Place, decodeTokens: number): Promise<DecodeRun> {
    return this.#ask<DecodeRun>({
      type: "decode",
      statePath: this.#stateOf(depthTokens),
      text,
      decodeTokens,
    });
  }

  async predict({ depthTokens, text }: Place, positions: number, path: string): Promise<void> {
    await this.#ask({ type: "predict", statePath: this.#stateOf(depthTokens), text, positions, path });
  }

  async dispose(): Promise<void> {
    const ended = once(this.#child, "exit");
    this.#child.disconnect();
    await ended;
  }

  async #ask<Answer extends LibraryAnswer>(request: LibraryRequest): Promise<Answer> {
    this.#child.send(request);
    const [answer] = (await Promise.race([once(this.#child, "message"), this.#died])) as [Answer];
    return answer;
  }
}

async function exited(child: ChildProcess): Promise<never> {
  const [code] = (await once(child, "exit")) as [number | null];
  throw new Error(`The node-llama-cpp process exited: ${code ?? "killed"}`);
}
