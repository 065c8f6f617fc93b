import { CommanderError } from "commander";
import { AppError, toFailure } from "../../shared/ipc/result.ts";
import type { FacetClient } from "./client/facet-client.ts";
import type { CommandLineOptions } from "./command-line-options.ts";
import type { CommandContext } from "./command-context.ts";
import { facetProgram } from "./program.ts";
import { CommandFailure, exitCodes } from "./terminal/command-failure.ts";
import { failureText } from "./terminal/failure-text.ts";
import { processTerminal } from "./terminal/terminal.ts";

/** With npm, one Ctrl-C arrives twice: directly and forwarded. */
const sameSignalMs = 1_000;

/** Runs one command of this process to its end. @returns the exit code */
export async function runCommandLine(args: readonly string[], options: CommandLineOptions): Promise<number> {
  const terminal = processTerminal();
  const interrupt = new AbortController();
  abortOnSignals(interrupt);
  let opened: Promise<FacetClient> | null = null;
  const context: CommandContext = {
    terminal,
    options,
    signal: interrupt.signal,
    facet() {
      opened ??= import("./client/open-facet.ts").then(({ openFacet }) => openFacet(options));
      return opened;
    },
    async runningFacet() {
      const { runningFacet } = await import("./client/open-facet.ts");
      const client = await runningFacet(options.home);
      if (client !== null) opened = Promise.resolve(client);
      return client;
    },
  };
  const program = facetProgram(options.version, (command) => command(context));
  for (const each of [program, ...program.commands]) each.exitOverride();
  let exitCode = 0;
  try {
    await program.parseAsync([...args], { from: "user" });
  } catch (thrown) {
    exitCode = explain(thrown, terminal, interrupt.signal);
  } finally {
    // A Facet that could not be opened has been reported already.
    await (opened as Promise<FacetClient> | null)?.then((client) => client.close()).catch(() => undefined);
    await terminal.flush();
  }
  return exitCode;
}

/** @returns the exit code */
function explain(thrown: unknown, terminal: CommandContext["terminal"], signal: AbortSignal): number {
  terminal.progress(null);
  // Commander has printed help, or what is wrong.
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : exitCodes.usage;
  if (thrown instanceof CommandFailure) {
    if (thrown.message !== "") terminal.note(thrown.message);
    return thrown.exitCode;
  }
  if (signal.aborted) return exitCodes.interrupted;
  const isBug = !(thrown instanceof AppError) || thrown.code === "internal";
  terminal.note(isBug ? `A bug ended the command: ${bugText(thrown)}` : failureText(toFailure(thrown)));
  return exitCodes.failed;
}

function bugText(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}

/** The first signal asks the command to end; one that comes later than its echo ends the process. */
function abortOnSignals(interrupt: AbortController): void {
  let askedAtMs: number | null = null;
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(name, () => {
      if (askedAtMs !== null && performance.now() - askedAtMs > sameSignalMs)
        process.exit(exitCodes.interrupted);
      askedAtMs ??= performance.now();
      interrupt.abort();
    });
  }
}
