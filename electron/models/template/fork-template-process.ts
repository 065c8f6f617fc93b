import { forkSideProcess } from "../../side-process/fork-side-process.ts";
import type { TemplateProcess } from "./template-process.ts";

/** Starts the template process with `child_process.fork`. */
export function forkTemplateProcess(): TemplateProcess {
  return forkSideProcess({ name: "template-host", folder: import.meta.dirname });
}
