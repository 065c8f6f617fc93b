import { constants } from "node:fs";
import { dirname } from "node:path";
import { makeFolder } from "../../../home/make-folder.ts";
import { textArgument } from "../../text-argument.ts";
import { failed, succeeded } from "../../tool-output.ts";
import type { Tool } from "../../tool.ts";
import { locate, type FileAccess, type Located } from "./located.ts";
import { openFile } from "./open-file.ts";

const mostCharacters = 2_000_000;

export function writeFile(access: FileAccess): Tool {
  return {
    declaration: {
      name: "write_file",
      description:
        "Creates a text file in a folder that the user granted for writing, or replaces one as a whole.",
      parameters: {
        type: "object",
        properties: {
          path: { type: "string" },
          // Without a limit of its length: the grammar of a limited text allows no "<".
          text: { type: "string", description: "The whole content" },
        },
        required: ["path", "text"],
        additionalProperties: false,
      },
    },
    title: null,
    access: "writes",
    async run(args) {
      const path = textArgument(args, "path");
      const text = textArgument(args, "text");
      if (text.length > mostCharacters) return failed(`A text may have ${mostCharacters} characters.`);
      const file = await locate(path, access);
      if (!file.canWrite) return failed(`The user granted ${file.shown} for reading only.`);
      if (file.type === "folder") return failed(`${file.shown} is a folder.`);
      if (file.type === "missing") {
        makeFolder(dirname(file.path));
        // A folder on the way may have become a link.
        await locate(path, access);
      }
      return write(file, text);
    },
  };
}

async function write({ path, shown, type }: Located, text: string) {
  const { O_WRONLY, O_CREAT, O_EXCL } = constants;
  const file = await openFile(path, type === "missing" ? O_WRONLY | O_CREAT | O_EXCL : O_WRONLY);
  try {
    // Another name of the file may lie outside the folder.
    if ((await file.stat()).nlink > 1)
      return failed(`${shown} has a second name (a hard link) and is not changed.`);
    const bytes = new TextEncoder().encode(text);
    await file.truncate(0);
    for (let written = 0; written < bytes.length;)
      written += (await file.write(bytes, written, bytes.length - written, written)).bytesWritten;
  } finally {
    await file.close();
  }
  return succeeded(`${type === "missing" ? "Created" : "Replaced"} ${shown} (${text.length} characters).`);
}
