import { pageFiles } from "../../page/page-files.ts";
import { parseServeArguments } from "../../server/serve-arguments.ts";
import { serveBrowsers } from "../../server/serve-browsers.ts";
import { appHere } from "../client/app-here.ts";
import type { CommandContext } from "../command-context.ts";
import { CommandFailure, usageFailure } from "../terminal/command-failure.ts";

export interface WebFlags {
  readonly host: string;
  readonly port?: string;
  readonly open: boolean;
  readonly passwordStdin?: boolean;
}

/** `facet web`: what `npm run serve` does, until a signal ends the process. */
export async function web(
  context: CommandContext,
  { host, port, open, passwordStdin }: WebFlags,
): Promise<void> {
  const { terminal, options } = context;
  const parsed = parseServeArguments([
    "--host",
    host,
    ...(port === undefined ? [] : ["--port", port]),
    ...(open ? [] : ["--no-open"]),
    ...(passwordStdin === true ? ["--password-stdin"] : []),
  ]);
  if (parsed.type !== "serve") throw usageFailure(parsed.type === "wrong" ? parsed.sentence : "");
  const exitCode = await serveBrowsers(parsed.options, {
    home: options.home,
    terminal: { environment: process.env, input: process.stdin, output: process.stdout },
    findPageFile: pageFiles(options.parts.pageFolder),
    openApp: (publish) => appHere(options, { isForOneCommand: false, publish }),
    print: (line) => terminal.print(line),
    warn: (line) => terminal.note(line),
  });
  // A signal ends the process.
  if (exitCode === null) await new Promise<never>(() => undefined);
  if (exitCode !== 0) throw new CommandFailure("");
}
