import { offeredPackages } from "../../../../shared/tools/python-packages.ts";
import { z } from "zod";
import { readPyodideFile } from "../pyodide-folder.ts";
import { lockSchema, PackageSet } from "./package-set.ts";

/** Which packages there are, and where they are downloaded from. */
export interface PackageSource {
  readonly packages: PackageSet;
  /** Ends with a slash; the files are beside each other there. */
  readonly baseUrl: string;
  /** Of the interpreter that the packages were built for; a name for a folder. */
  readonly version: string;
}

/** The packages for the Pyodide that is part of this app, with the hashes of its lock file. */
export function pyodideSource(): PackageSource {
  const { version } = z
    .object({ version: z.string().regex(/^\d+\.\d+\.\d+$/) })
    .parse(JSON.parse(readPyodideFile("package.json").toString("utf8")));
  const lock = lockSchema.parse(JSON.parse(readPyodideFile("pyodide-lock.json").toString("utf8")));
  return {
    packages: new PackageSet(lock, offeredPackages),
    baseUrl: `https://cdn.jsdelivr.net/pyodide/v${version}/full/`,
    version,
  };
}
