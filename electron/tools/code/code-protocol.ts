import type { SideProcess, StartSideProcess } from "../../side-process/side-process.ts";
import type { CodeLimit } from "./code-limits.ts";

export type CodeLanguage = "python" | "bash";

/** A file in the folder of a chat. */
export interface FolderFile {
  /** Relative to the folder, with "/" between names. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** To the code process, which runs one program and is ended then. */
export interface CodeJob {
  readonly language: CodeLanguage;
  readonly code: string;
  /** The folder as it is before. */
  readonly files: readonly FolderFile[];
  /** IANA name, for the dates that the program prints. */
  readonly timeZone: string;
  /** Packages that the program imports. They take another interpreter; null: it imports none. */
  readonly packages: LoadedPackages | null;
}

/** Packages of Python, handed in as bytes because the process can read none. */
export interface LoadedPackages {
  /** Pyodide's lock file with these packages. */
  readonly lock: object;
  readonly names: readonly string[];
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

/** From the code process. */
export type CodeMessage =
  /** The interpreter and its packages are loaded; from now on, the program's time counts. */
  | { readonly type: "ready" }
  | ({ readonly type: "done" } & CodeResult)
  /** A bug of ours or of the interpreter's. */
  | { readonly type: "failed"; readonly message: string };

export interface CodeResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  /** The limit that ended it; null: it ended by itself. */
  readonly limit: Extract<CodeLimit, "memory" | "output" | "work" | "folder"> | null;
  readonly folder: FolderChanges;
}

export interface FolderChanges {
  /** Files that are new or have another content. */
  readonly changed: readonly FolderFile[];
  /** Paths of files that are gone. */
  readonly removed: readonly string[];
  /** Paths of new and changed files for which the folder has no room. */
  readonly leftOut: readonly string[];
}

export type CodeProcess = SideProcess<CodeJob, CodeMessage>;
export type StartCodeProcess = StartSideProcess<CodeJob, CodeMessage>;
