import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

/** A child process of the test, and its output. */
export interface Child {
  readonly process: ChildProcess;
  readonly pid: number;
  readonly output: () => string;
  /** Waits until the output matches. Rejects after 30 s, or if the process exits before. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  /** Sends the signal and waits for the exit. Sends SIGKILL after 10 s. */
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
        const fail = (reason: string) =>
          failed(new Error(`${reason} before printing ${pattern}:\n${output}`));
        const timer = setTimeout(() => fail("The process timed out"), startMs);
        const check = () => {
          const match = pattern.exec(output);
          if (!match) return;
          clearTimeout(timer);
          done(match);
        };
        onOutput.push(check);
        check();
        void ended.then(() => fail("The process exited"));
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
