import type { Tool } from "../../tool.ts";
import { listFolder } from "./list-folder.ts";
import type { FileAccess } from "./located.ts";
import { readFile } from "./read-file.ts";
import { searchFiles } from "./search-files.ts";
import { writeFile } from "./write-file.ts";

/** Tools for the files of folders that the user granted. */
export function fileTools(access: FileAccess): readonly Tool[] {
  return [listFolder(access), readFile(access), searchFiles(access), writeFile(access)];
}
