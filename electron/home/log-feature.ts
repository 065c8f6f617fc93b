import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { logRoutes } from "../../shared/ipc/log-routes.ts";
import type { Feature } from "../ipc/feature.ts";
import { crashDumps } from "./crash-dumps.ts";
import type { Home } from "./home.ts";

const mostCharacters = 500_000;

/** Shows the log, which holds nothing that users or models wrote. */
export function logFeature({
  folder,
  logsFolder,
}: Pick<Home, "folder" | "logsFolder">): Feature<typeof logRoutes> {
  return {
    handlers: {
      async "log.read"() {
        const [older, newer] = await Promise.all(
          ["facet.1.log", "facet.log"].map((name) =>
            readFile(join(logsFolder, name), "utf8").catch(() => ""),
          ),
        );
        return { text: lastLines(`${older}${newer}`), crashDumps: (await crashDumps(folder)).length };
      },
    },
    snapshot: {},
  };
}

/** Begins with a whole line. */
function lastLines(text: string): string {
  if (text.length <= mostCharacters) return text;
  const end = text.slice(-mostCharacters);
  return end.slice(end.indexOf("\n") + 1);
}
