import { forkSideProcess } from "../../../side-process/fork-side-process.ts";
import type { PageProcess } from "./page-process.ts";

/** Starts the page process with `child_process.fork`. */
export function forkPageProcess(): PageProcess {
  return forkSideProcess({ name: "page-host", folder: import.meta.dirname });
}
