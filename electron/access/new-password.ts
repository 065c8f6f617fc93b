import { createInterface } from "node:readline/promises";
import { Writable, type Readable } from "node:stream";
import { minPasswordLength } from "../../shared/access/password-length.ts";
import { password as passwordSchema } from "../../shared/ipc/access-routes.ts";
import type { Log } from "../home/log.ts";
import { homePaths } from "../home/home.ts";
import { readStoredAccess } from "./stored-access.ts";

export interface NewPasswordOptions {
  /** The data folder, which may not exist yet. */
  readonly home: string;
  /** Whether other devices will reach this Facet: then it must have a password. */
  readonly isForNetwork: boolean;
  /** `--password-stdin`: the first line of the input is the password. */
  readonly isFromStdin: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable;
}

/** There is no password, or none that can be used; the message tells the user what to do. */
export class PasswordFailure extends Error {
  override readonly name = "PasswordFailure";
}

/**
 * The password given on the command line: from the input, from `FACET_PASSWORD`, or asked for where other devices
 * will reach this Facet and none was set before. Never as an argument, which other users of the computer can read.
 * Null keeps the one that is set.
 * @throws PasswordFailure
 */
export async function newPassword(options: NewPasswordOptions): Promise<string | null> {
  const { isFromStdin, isForNetwork, environment, input, home } = options;
  if (isFromStdin) return checked(await firstLine(input));
  const given = environment["FACET_PASSWORD"];
  if (given) return checked(given);
  if (!isForNetwork || (await hasPassword(home))) return null;
  if (input.isTTY !== true)
    throw new PasswordFailure(
      "Other devices need a password to sign in. Set it with --password-stdin or the variable FACET_PASSWORD.",
    );
  return ask(options);
}

const silent: Log = { info: () => undefined, error: () => undefined };

async function hasPassword(home: string): Promise<boolean> {
  return (await readStoredAccess(homePaths(home).accessFile, silent)).password !== null;
}

function checked(password: string): string {
  if (passwordSchema.safeParse(password).success) return password;
  throw new PasswordFailure(
    password.length < minPasswordLength
      ? `The password is too short: it needs at least ${minPasswordLength} characters.`
      : "The password is too long.",
  );
}

async function firstLine(input: Readable): Promise<string> {
  const lines = createInterface({ input });
  try {
    for await (const line of lines) return line;
    return "";
  } finally {
    lines.close();
  }
}

/** Asks twice on the terminal, without showing what is typed. */
async function ask({ input, output }: NewPasswordOptions): Promise<string> {
  output.write("Other devices in your network will reach this Facet and sign in with a password.\n");
  for (;;) {
    const typed = await typedHidden(
      input,
      output,
      `New password, at least ${minPasswordLength} characters: `,
    );
    if (typed.length < minPasswordLength) output.write("That is too short.\n");
    else if ((await typedHidden(input, output, "Once more: ")) !== typed) output.write("They differ.\n");
    else return checked(typed);
  }
}

async function typedHidden(input: Readable, output: Writable, question: string): Promise<string> {
  output.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const line = createInterface({ input, output: nowhere, terminal: true });
  const ended = new AbortController();
  // Ctrl+C and the end of the input.
  line.once("SIGINT", () => line.close());
  line.once("close", () => ended.abort());
  try {
    return await line.question("", { signal: ended.signal });
  } catch {
    throw new PasswordFailure("No password was set.");
  } finally {
    line.close();
    output.write("\n");
  }
}
