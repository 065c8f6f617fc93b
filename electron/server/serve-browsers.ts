import { AppError } from "../../shared/ipc/result.ts";
import { endOnSignal } from "./end-on-signal.ts";
import { hostBrowsers, type BrowserHost, type BrowserHostOptions } from "./browser-host.ts";
import { ListenFailure } from "./listen-failure.ts";
import { openBrowser } from "./open-browser.ts";
import { isLoopback, isWildcard, ownAddresses } from "./own-hosts.ts";
import { linkOfRunningInstance } from "./running-instance.ts";
import type { ServeArguments } from "./serve-arguments.ts";

export interface ServeBrowsersOptions extends Pick<BrowserHostOptions, "findPageFile" | "openApp"> {
  readonly home: string;
  /** A line of news. */
  readonly print: (line: string) => void;
  /** A line about what needs attention. */
  readonly warn: (line: string) => void;
}

/**
 * Serves Facet to browsers until a signal ends the process. Where another Facet uses the data folder, it opens
 * that one. @returns the exit code, where it does not serve
 */
export async function serveBrowsers(
  address: ServeArguments,
  options: ServeBrowsersOptions,
): Promise<number | null> {
  try {
    await serve(address, options);
    return null;
  } catch (thrown) {
    return explain(thrown, address, options);
  }
}

async function serve(address: ServeArguments, options: ServeBrowsersOptions): Promise<void> {
  const { print, findPageFile, openApp } = options;
  const host = await hostBrowsers({
    address,
    findPageFile,
    openApp,
    onUnauthorized: (link) =>
      print(`A browser without a valid link tried to open Facet. If that was you, open: ${link}`),
  });
  endOnSignal(() => host.dispose());
  if (!isLoopback(address.host)) warnOfNetwork(host, address.host, options);
  present("Facet is running", host.link(), address, options);
}

/** The link works once: in the browser opened here, or in the one the user opens it in. */
function present(
  news: string,
  link: string,
  { opensBrowser }: ServeArguments,
  { print }: ServeBrowsersOptions,
): void {
  print(`${news} at ${link}`);
  if (opensBrowser) openBrowser(link);
}

function warnOfNetwork(host: BrowserHost, address: string, { warn }: ServeBrowsersOptions): void {
  warn(
    "Warning: other computers on your network can reach this Facet. Anyone with a link can use it, and all messages are sent unencrypted.",
  );
  if (!isWildcard(address)) return;
  for (const own of ownAddresses()) warn(`From another computer: ${host.link(own)}`);
}

async function explain(
  thrown: unknown,
  address: ServeArguments,
  options: ServeBrowsersOptions,
): Promise<number> {
  const { home, warn } = options;
  if (thrown instanceof ListenFailure) {
    warn(thrown.message);
  } else if (thrown instanceof AppError && thrown.code === "home-in-use") {
    const link = await linkOfRunningInstance(home);
    if (link !== null) {
      present("Facet is already running", link, address, options);
      return 0;
    }
    warn(`Facet is already running on ${home}: look for its window, or quit it first.`);
  } else {
    warn(`Facet cannot start. ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
  return 1;
}
