import { parseArgs } from "node:util";

export interface ServeArguments {
  readonly host: string;
  /** Null selects the default port, or any free one when it is taken. */
  readonly port: number | null;
  readonly opensBrowser: boolean;
  readonly isPasswordFromStdin: boolean;
}

export const usage = `Usage: npm run serve -- [--port N] [--host H] [--no-open] [--password-stdin]

  --port N          listen on this port; 0 takes any free one
  --host H          listen on this address (default 127.0.0.1: this computer only;
                    0.0.0.0: other devices too, which sign in with a password)
  --no-open         print the link and open no browser
  --password-stdin  read the password for other devices from the input; the variable
                    FACET_PASSWORD sets it too. Otherwise it is asked for once.`;

export type ParsedServeArguments =
  | { readonly type: "serve"; readonly options: ServeArguments }
  | { readonly type: "help" }
  | { readonly type: "wrong"; readonly sentence: string };

export function parseServeArguments(args: readonly string[]): ParsedServeArguments {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: "string" },
        host: { type: "string", default: "127.0.0.1" },
        "no-open": { type: "boolean", default: false },
        "password-stdin": { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (values.help) return { type: "help" };
    const port = values.port === undefined ? null : parsePort(values.port);
    if (port === undefined) {
      return {
        type: "wrong",
        sentence: `--port requires a number from 0 to 65535, not "${values.port ?? ""}".`,
      };
    }
    if (!/^[\w.:-]+$/.test(values.host)) {
      return { type: "wrong", sentence: `--host requires a name or an address, not "${values.host}".` };
    }
    return {
      type: "serve",
      options: {
        host: values.host,
        port,
        opensBrowser: !values["no-open"],
        isPasswordFromStdin: values["password-stdin"],
      },
    };
  } catch (thrown) {
    return { type: "wrong", sentence: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

function parsePort(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return port <= 65_535 ? port : undefined;
}
