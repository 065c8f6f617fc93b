import { createInterface, type Interface } from "node:readline/promises";
import type { Terminal } from "./terminal.ts";

const quotes = '"""';
const interruptKey = "\u0003";

/**
 * Asks for a message; null: the user ended the input. Lines between two `"""` are one message.
 * @param history what was typed before, the newest first; the message is added
 */
export async function readMessage(terminal: Terminal, history: string[]): Promise<string | null> {
  const lines = createInterface({
    input: process.stdin,
    output: process.stdout,
    history: [...history],
    historySize: 500,
    removeHistoryDuplicates: true,
  });
  const ended = new AbortController();
  lines.once("close", () => ended.abort());
  // An empty line is cleared; a second one says how to leave.
  lines.on("SIGINT", () => {
    if (lines.line === "") terminal.note("\nCtrl-D or /exit ends the chat.", "dim");
    lines.write(null, { ctrl: true, name: "u" });
    lines.prompt();
  });
  try {
    const message = await readFrom(lines, ended.signal);
    if (message.trim() !== "") history.unshift(...message.split("\n").toReversed());
    return message;
  } catch {
    terminal.print("");
    return null;
  } finally {
    lines.close();
  }
}

/** @throws AbortError when the input ends */
async function readFrom(lines: Interface, signal: AbortSignal): Promise<string> {
  const first = await lines.question("> ", { signal });
  if (!first.startsWith(quotes)) return first;
  let text = first.slice(quotes.length);
  while (!text.endsWith(quotes)) text += `\n${await lines.question("… ", { signal })}`;
  return text.slice(0, -quotes.length);
}

/**
 * Calls back on Ctrl-C while nothing is read. What is typed meanwhile is not shown, and is lost.
 * @returns ends it
 */
export function onInterrupt(interrupt: () => void): () => void {
  const { stdin } = process;
  const hear = (bytes: Buffer | string) => {
    if (bytes.includes(interruptKey)) interrupt();
  };
  stdin.setRawMode(true);
  stdin.on("data", hear);
  stdin.resume();
  return () => {
    stdin.off("data", hear);
    stdin.setRawMode(false);
    stdin.pause();
  };
}
