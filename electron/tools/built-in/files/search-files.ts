import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { ToolContext, Tool } from "../../tool.ts";
import { textArgument } from "../../text-argument.ts";
import { failed } from "../../tool-output.ts";
import { locate, type FileAccess, type Located } from "./located.ts";
import { textOfFile } from "./text-of-file.ts";

const mostFiles = 10_000;
const mostHits = 100;
const longestLine = 200;
const mostMs = 20_000;
/** Folders that hold what programs made. */
const skipped: ReadonlySet<string> = new Set([".git", "node_modules"]);

export function searchFiles(access: FileAccess): Tool {
  return {
    declaration: {
      name: "search_files",
      description:
        "Finds files whose name or text contains some words, in the folders that the user granted. Upper and lower case are the same.",
      parameters: {
        type: "object",
        properties: {
          words: { type: "string", minLength: 1 },
          path: { type: "string", description: "The folder to search; all granted ones if left out" },
        },
        required: ["words"],
        additionalProperties: false,
      },
    },
    title: null,
    access: "reads",
    async run(args, context) {
      const path = textArgument(args, "path");
      const starts = path !== "" ? [path] : access.grants().map((grant) => grant.path);
      const folders = await Promise.all(
        (starts.length === 0 ? ["."] : starts).map((start) => locate(start, access)),
      );
      const wrong = folders.find(({ type }) => type !== "folder");
      if (wrong) return failed(`${wrong.shown} is ${wrong.type === "file" ? "a file" : "missing"}.`);
      const { hits, isComplete } = await search(
        folders,
        textArgument(args, "words").toLowerCase(),
        context,
        access,
      );
      const lines = hits.length === 0 ? ["Nothing was found."] : hits;
      const note = isComplete
        ? []
        : ["[The search was ended early; search in a smaller folder or for other words]"];
      return { text: [...lines, ...note].join("\n"), isError: false, isUntrusted: true };
    },
  };
}

/** Breadth first; links are not followed. */
async function search(
  folders: readonly Located[],
  words: string,
  { signal, onProgress }: Pick<ToolContext, "signal" | "onProgress">,
  access: FileAccess,
): Promise<{ readonly hits: readonly string[]; readonly isComplete: boolean }> {
  const queue = folders.map(({ path, shown }) => ({ path, shown }));
  const hits: string[] = [];
  const endsAt = performance.now() + mostMs;
  let files = 0;
  for (let folder = queue.shift(); folder; folder = queue.shift()) {
    const here = folder;
    for (const entry of await readdir(here.path, { withFileTypes: true }).catch(() => [])) {
      if (hits.length >= mostHits || files >= mostFiles || signal.aborted || performance.now() > endsAt)
        return { hits, isComplete: false };
      const path = join(here.path, entry.name);
      const shown = `${here.shown}/${entry.name}`;
      if (entry.isDirectory() && !skipped.has(entry.name)) queue.push({ path, shown });
      if (!entry.isFile()) continue;
      files += 1;
      onProgress({ fraction: null, message: shown });
      if (entry.name.toLowerCase().includes(words)) hits.push(shown);
      hits.push(...(await hitsIn(path, shown, words, access)).slice(0, mostHits - hits.length));
    }
  }
  return { hits, isComplete: true };
}

async function hitsIn(
  path: string,
  shown: string,
  words: string,
  access: FileAccess,
): Promise<readonly string[]> {
  // Not in Facet's own data; one that can't be read is passed over.
  const found = await locate(path, access)
    .then(() => textOfFile(path))
    .catch(() => null);
  if (found?.text.toLowerCase().includes(words) !== true) return [];
  return found.text.split(/\r?\n/).flatMap((line, index) => {
    const at = line.toLowerCase().indexOf(words);
    return at === -1 ? [] : [`${shown}:${index + 1}: ${around(line, at)}`];
  });
}

function around(line: string, at: number): string {
  const start = Math.max(0, at - longestLine / 2);
  return line
    .slice(start, start + longestLine)
    .toWellFormed()
    .trim();
}
