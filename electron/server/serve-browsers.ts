import { AppError } from "../../shared/ipc/result.ts";
import { newPassword, PasswordFailure, type NewPasswordOptions } from "../access/new-password.ts";
import { endOnSignal } from "./end-on-signal.ts";
import { hostBrowsers, type BrowserHost, type BrowserHostOptions } from "./browser-host.ts";
import { ListenFailure } from "./listen-failure.ts";
import { openBrowser } from "./open-browser.ts";
import { isLoopback } from "./own-hosts.ts";
import { linkOfRunningInstance } from "./running-instance.ts";
import type { ServeArguments } from "./serve-arguments.ts";

export interface ServeBrowsersOptions extends Pick<BrowserHostOptions, "findPageFile" | "openApp"> {
  readonly home: string;
  /** Where a password for other devices comes from. */
  readonly terminal: Pick<NewPasswordOptions, "environment" | "input" | "output">;
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
  const { home, terminal, print, findPageFile, openApp } = options;
  const isForNetwork = !isLoopback(address.host);
  const password = await newPassword({
    home,
    isForNetwork,
    isFromStdin: address.isPasswordFromStdin,
    ...terminal,
  });
  const host = await hostBrowsers({
    address,
    password,
    findPageFile,
    openApp,
    onUnauthorized: (link) =>
      print(`A browser that has not signed in asked for Facet. If that was you, open: ${link}`),
  });
  endOnSignal(() => host.dispose());
  if (isForNetwork) tellOfNetwork(host, options);
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

function tellOfNetwork(host: BrowserHost, { print, warn }: ServeBrowsersOptions): void {
  const network = host.network();
  if (network.type !== "open") return;
  for (const url of network.urls) print(`Other devices sign in at ${url}`);
  warn("The connection is not encrypted: others in your network could read along.");
}

async function explain(
  thrown: unknown,
  address: ServeArguments,
  options: ServeBrowsersOptions,
): Promise<number> {
  const { home, warn } = options;
  if (thrown instanceof ListenFailure || thrown instanceof PasswordFailure) {
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
