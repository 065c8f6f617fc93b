import { forkSideProcess } from "../../../side-process/fork-side-process.ts";
import type { PageProcess } from "./page-process.ts";

const program = { name: "page-host", folder: import.meta.dirname };

/** Starts the page process with `child_process.fork`; it ends when a page needs more memory. */
export function forkPageProcess(): PageProcess {
  return forkSideProcess({ ...program, nodeOptions: ["--max-old-space-size=768"] });
}
