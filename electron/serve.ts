import { homedir } from "node:os";
import { AppError } from "../shared/ipc/result.ts";
import { newPassword, PasswordFailure } from "./access/new-password.ts";
import { createApp } from "./app.ts";
import { appVersion, bundle } from "./bundle.ts";
import { forkEngine } from "./inference/local/fork-engine.ts";
import { homeFolder } from "./home/home.ts";
import { logUnhandledRejections } from "./home/last-handler.ts";
import { storeFolders } from "./models/stores/store-folders.ts";
import { pageFiles } from "./page/page-files.ts";
import { hostBrowsers, type BrowserHost } from "./server/browser-host.ts";
import { endOnSignal } from "./server/end-on-signal.ts";
import { ListenFailure } from "./server/listen-failure.ts";
import { openBrowser } from "./server/open-browser.ts";
import { isLoopback } from "./server/own-hosts.ts";
import { linkOfRunningInstance } from "./server/running-instance.ts";
import { parseServeArguments, usage, type ServeArguments } from "./server/serve-arguments.ts";

/** Facet in a browser: starts the services and a server in front of them. */
const home = homeFolder(process.env, process.platform, homedir());
logUnhandledRejections(home);
const parsed = parseServeArguments(process.argv.slice(2));
switch (parsed.type) {
  case "serve":
    await serve(parsed.options).catch((thrown: unknown) => explain(thrown, parsed.options));
    break;
  case "help":
    console.log(usage);
    break;
  case "wrong":
    console.error(`${parsed.sentence}\n\n${usage}`);
    process.exitCode = 2;
    break;
}

async function serve(options: ServeArguments): Promise<void> {
  const isForNetwork = !isLoopback(options.host);
  const password = await newPassword({
    home,
    isForNetwork,
    isFromStdin: options.isPasswordFromStdin,
    environment: process.env,
    input: process.stdin,
    output: process.stdout,
  });
  const host = await hostBrowsers({
    address: options,
    password,
    findPageFile: pageFiles(bundle.pageFolder),
    openApp: (publish) =>
      createApp({
        home,
        demoModelPath: bundle.demoModel,
        startEngineProcess: forkEngine(bundle.engineHost),
        version: appVersion(),
        host: "browser",
        stores: storeFolders(process.env, process.platform, homedir()),
        publish,
      }),
    onUnauthorized: (link) =>
      console.log(`A browser that has not signed in asked for Facet. If that was you, open: ${link}`),
  });
  endOnSignal(() => host.dispose());
  if (isForNetwork) tellOfNetwork(host);
  present("Facet is running", host.link(), options);
}

/** The link works once: in the browser opened here, or in the one the user opens it in. */
function present(news: string, link: string, { opensBrowser }: ServeArguments): void {
  console.log(`${news} at ${link}`);
  if (opensBrowser) openBrowser(link);
}

function tellOfNetwork(host: BrowserHost): void {
  const network = host.network();
  if (network.type !== "open") return;
  for (const url of network.urls) console.log(`Other devices sign in at ${url}`);
  console.log("The connection is not encrypted: others in your network could read along.");
}

async function explain(thrown: unknown, options: ServeArguments): Promise<void> {
  process.exitCode = 1;
  if (thrown instanceof ListenFailure || thrown instanceof PasswordFailure) {
    console.error(thrown.message);
  } else if (thrown instanceof AppError && thrown.code === "home-in-use") {
    const link = await linkOfRunningInstance(home);
    if (link === null) {
      console.error(`Facet is already running on ${home}: look for its window, or quit it first.`);
      return;
    }
    process.exitCode = 0;
    present("Facet is already running", link, options);
  } else {
    console.error(`Facet cannot start. ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}
