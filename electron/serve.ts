import { homedir } from "node:os";
import { createApp } from "./app.ts";
import { appVersion, bundle } from "./bundle.ts";
import { forkEngine } from "./inference/local/fork-engine.ts";
import { homeFolder } from "./home/home.ts";
import { logUnhandledRejections } from "./home/last-handler.ts";
import { storeFolders } from "./models/stores/store-folders.ts";
import { pageFiles } from "./page/page-files.ts";
import { parseServeArguments, usage, type ServeArguments } from "./server/serve-arguments.ts";
import { serveBrowsers } from "./server/serve-browsers.ts";

/** Facet in a browser: starts the services and a server in front of them. */
const home = homeFolder(process.env, process.platform, homedir());
logUnhandledRejections(home);
const parsed = parseServeArguments(process.argv.slice(2));
switch (parsed.type) {
  case "serve":
    await serve(parsed.options);
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
  const exitCode = await serveBrowsers(options, {
    home,
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
    terminal: { environment: process.env, input: process.stdin, output: process.stdout },
    print: (line) => console.log(line),
    warn: (line) => console.error(line),
  });
  if (exitCode !== null) process.exitCode = exitCode;
}
