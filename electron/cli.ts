import { homedir } from "node:os";
import { appVersion, bundle } from "./bundle.ts";
import { runCommandLine } from "./cli/command-line.ts";
import { homeFolder } from "./home/home.ts";

/** Facet on the command line: `facet --help`. */
// The reader of a pipe may leave at any time, as `head` does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

const exitCode = await runCommandLine(process.argv.slice(2), {
  home: homeFolder(process.env, process.platform, homedir()),
  version: appVersion(),
  parts: bundle,
});
process.exit(exitCode);
