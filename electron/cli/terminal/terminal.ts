import { once } from "node:events";
import { styleText } from "node:util";
import { printable } from "./printable.ts";

type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

/**
 * Where a command prints: results on stdout, everything about how it is going on stderr. Without a terminal
 * there are no colours and no progress.
 */
export interface Terminal {
  /** A user sits there who can be asked. */
  readonly isInteractive: boolean;
  /** Whether stdout is a terminal. */
  readonly showsOutput: boolean;
  /** A line of the result. */
  print(text: string): void;
  /** A piece of the result, as it comes; without control characters on a terminal. */
  write(text: string): void;
  /** A line beside the result. */
  note(text: string, style?: Style): void;
  /** A piece beside the result. */
  writeNote(text: string, style?: Style): void;
  /** Replaces the line of progress; null removes it. */
  progress(line: string | null): void;
  /** A piece of a line for `print`, without control characters. */
  styled(style: Style, text: string): string;
  /** Resolves when everything is written. */
  flush(): Promise<void>;
}

export function processTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  const showsProgress = stderr.isTTY;
  let shown = false;
  const clear = () => {
    if (shown) stderr.write("\r\u001b[K");
    shown = false;
  };
  const beside = (text: string, style?: Style) =>
    style === undefined ? printable(text) : styleText(style, printable(text), { stream: stderr });
  return {
    isInteractive: stdin.isTTY && stdout.isTTY,
    showsOutput: stdout.isTTY,
    print(text) {
      clear();
      stdout.write(`${text}\n`);
    },
    write(text) {
      clear();
      stdout.write(stdout.isTTY ? printable(text) : text);
    },
    note(text, style) {
      clear();
      stderr.write(`${beside(text, style)}\n`);
    },
    writeNote(text, style) {
      clear();
      stderr.write(beside(text, style));
    },
    progress(line) {
      if (!showsProgress) return;
      clear();
      if (line === null) return;
      const width = stderr.columns > 1 ? stderr.columns - 1 : 79;
      stderr.write(printable(line).slice(0, width));
      shown = true;
    },
    styled: (style, text) => styleText(style, printable(text), { stream: stdout }),
    async flush() {
      clear();
      for (const stream of [stdout, stderr]) {
        if (stream.writableLength > 0) await once(stream, "drain").catch(() => undefined);
      }
    },
  };
}
