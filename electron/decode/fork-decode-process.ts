import { forkSideProcess } from "../side-process/fork-side-process.ts";
import type { DecodeProcess } from "./decode-protocol.ts";

/** Starts the decode process with `child_process.fork`. */
export function forkDecodeProcess(): DecodeProcess {
  return forkSideProcess({ name: "decode-host", folder: import.meta.dirname });
}
