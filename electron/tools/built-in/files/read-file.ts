import { textArgument } from "../../text-argument.ts";
import { failed } from "../../tool-output.ts";
import type { Tool } from "../../tool.ts";
import { locate, type FileAccess } from "./located.ts";
import { textOfFile } from "./text-of-file.ts";

/** Below the limit of results, so that the note about the rest is never cut. */
const mostCharacters = 12_000;

export function readFile(access: FileAccess): Tool {
  return {
    declaration: {
      name: "read_file",
      description: "Reads a text file in a folder that the user granted. A long file is read in pieces.",
      parameters: {
        type: "object",
        properties: {
          path: { type: "string" },
          start_line: { type: "integer", minimum: 1, description: "The first line to read; 1 if left out" },
        },
        required: ["path"],
        additionalProperties: false,
      },
    },
    title: null,
    access: "reads",
    async run(args) {
      const file = await locate(textArgument(args, "path"), access);
      if (file.type !== "file")
        return failed(`${file.shown} is ${file.type === "folder" ? "a folder" : "missing"}.`);
      const found = await textOfFile(file.path);
      if (found === null) return failed(`${file.shown} is not a text file.`);
      const first = typeof args["start_line"] === "number" ? args["start_line"] : 1;
      return { text: piece(found.text, first, found.isCut), isError: false, isUntrusted: true };
    },
  };
}

function piece(text: string, first: number, isFileCut: boolean): string {
  const lines = text.split(/\r?\n/);
  if (first > lines.length) return `[The file has ${lines.length} lines]`;
  const kept: string[] = [];
  let length = 0;
  for (const line of lines.slice(first - 1)) {
    if (kept.length > 0 && length + line.length > mostCharacters) break;
    kept.push(
      line.length > mostCharacters
        ? `${line.slice(0, mostCharacters).toWellFormed()} [the line goes on]`
        : line,
    );
    length += line.length + 1;
  }
  const next = first + kept.length;
  if (next <= lines.length)
    kept.push(`[Lines ${first} to ${next - 1} of ${lines.length}; go on with start_line ${next}]`);
  else if (isFileCut) kept.push("[The file is larger than what can be read of it]");
  return kept.join("\n");
}
