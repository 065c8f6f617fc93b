import { spawn } from "node:child_process";
import { constants } from "node:os";
import { endWithParent } from "../../electron/server/end-with-parent.ts";
import { projectRoot } from "../build/build-app.ts";
import type { Electron } from "./obtain-electron.ts";

export type ElectronOutcome =
  { readonly type: "ended"; readonly exitCode: number } | Extract<Electron, { readonly type: "unavailable" }>;

/** An exit this early, by a signal or for a missing library, means that Electron never ran our code. */
const startupMs = 10_000;
const libraryMissing = 127;

/** Runs the built app in Electron until it ends. */
export function runElectron(path: string, args: readonly string[]): Promise<ElectronOutcome> {
  const unavailable = {
    type: "unavailable",
    reason: "Electron cannot open a window on this system.",
  } as const;
  return new Promise((done) => {
    const startedAtMs = performance.now();
    let isAskedToEnd = false;
    const child = spawn(path, [projectRoot, ...args], { stdio: "inherit" });
    const end = () => {
      isAskedToEnd = true;
      child.kill("SIGTERM");
    };
    process.on("SIGINT", end);
    process.on("SIGTERM", end);
    endWithParent(end);
    child.once("error", () => done(unavailable));
    child.once("exit", (code, signal) => {
      const isEarly = performance.now() - startedAtMs < startupMs && !isAskedToEnd;
      if (isEarly && (signal !== null || code === libraryMissing)) done(unavailable);
      else done({ type: "ended", exitCode: code ?? 128 + (signal ? constants.signals[signal] : 0) });
    });
  });
}
