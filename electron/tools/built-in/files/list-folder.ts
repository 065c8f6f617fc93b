import { readdir } from "node:fs/promises";
import { basename } from "node:path";
import { textArgument } from "../../text-argument.ts";
import { failed } from "../../tool-output.ts";
import type { Tool, ToolOutput } from "../../tool.ts";
import { locate, type FileAccess } from "./located.ts";

const mostEntries = 500;

export function listFolder(access: FileAccess): Tool {
  return {
    declaration: {
      name: "list_folder",
      description:
        "Lists the files and folders in a folder that the user granted. Without a path: those folders.",
      parameters: {
        type: "object",
        properties: { path: { type: "string", description: "Leave it out to see the granted folders" } },
        additionalProperties: false,
      },
    },
    title: null,
    access: "reads",
    async run(args) {
      const path = textArgument(args, "path");
      const granted = access.grants();
      if (path === "" && granted.length > 0)
        return untrusted(
          granted
            .map((grant) => `${basename(grant.path)}/ (${grant.path}${grant.canWrite ? "" : ", read only"})`)
            .join("\n"),
        );
      const folder = await locate(path, access);
      if (folder.type !== "folder")
        return failed(`${folder.shown} is ${folder.type === "file" ? "a file" : "missing"}.`);
      const entries = await readdir(folder.path, { withFileTypes: true });
      const lines = entries
        .map(
          (entry) =>
            `${entry.name}${entry.isDirectory() ? "/" : entry.isSymbolicLink() ? " (link, not followed)" : ""}`,
        )
        .sort((a, b) => a.localeCompare(b, "en"));
      const more = lines.length - mostEntries;
      return untrusted(
        [`${folder.shown}/`, ...lines.slice(0, mostEntries), ...(more > 0 ? [`[${more} more]`] : [])].join(
          "\n",
        ),
      );
    },
  };
}

/** Names of files come from elsewhere too. */
function untrusted(text: string): ToolOutput {
  return { text, isError: false, isUntrusted: true };
}
