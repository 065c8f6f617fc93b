import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

/** A process of the test, with all it prints. */
export interface Child {
  readonly process: ChildProcess;
  readonly pid: number;
  readonly output: () => string;
  /** Waits until it has printed this. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  /** Sends the signal and waits for the end; after a while it makes sure of it. */
  end(signal: NodeJS.Signals): Promise<void>;
}

const startMs = 30_000;
const endMs = 10_000;

export function watchChild(process: ChildProcess): Child {
  let output = "";
  const onOutput: (() => void)[] = [];
  for (const stream of [process.stdout, process.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      for (const listener of onOutput) listener();
    });
  }
  const ended = once(process, "exit");
  return {
    process,
    pid: process.pid ?? 0,
    output: () => output,
    printed(pattern) {
      return new Promise((done, failed) => {
        const give = (what: string) => failed(new Error(`${what} before it printed ${pattern}:\n${output}`));
        const timer = setTimeout(() => give("Too long"), startMs);
        const look = () => {
          const match = pattern.exec(output);
          if (!match) return;
          clearTimeout(timer);
          done(match);
        };
        onOutput.push(look);
        look();
        void ended.then(() => give("It ended"));
      });
    },
    async end(signal) {
      if (process.exitCode !== null || process.signalCode !== null) return;
      process.kill(signal);
      const timer = setTimeout(() => process.kill("SIGKILL"), endMs);
      await ended;
      clearTimeout(timer);
    },
  };
}
