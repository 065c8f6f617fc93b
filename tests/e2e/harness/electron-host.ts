import { _electron, type Page } from "@playwright/test";
import { installedElectron } from "../../../scripts/start/obtain-electron.ts";
import { projectRoot } from "../../../scripts/build/build-app.ts";
import type { Host, StartHost } from "./host.ts";
import { hostEnvironment } from "./host-environment.ts";

/** Runs the real desktop app. Needs the Electron binary. */
export const startElectronHost = async (...[{ home }]: Parameters<StartHost>): Promise<Host> => {
  const executablePath = installedElectron();
  if (executablePath === null) throw new Error("The Electron binary is not installed.");
  const electron = await _electron.launch({
    executablePath,
    args: [projectRoot, "--lang=en-US"],
    env: hostEnvironment(home),
  });
  const main = electron.process();
  const ended = new Promise<void>((done) => main.once("exit", () => done()));
  return {
    pid: main.pid ?? 0,
    output: () => "",
    openPage: (): Promise<Page> => electron.firstWindow(),
    reopen: () => Promise.reject(new Error("The desktop window was closed with the app; open another page.")),
    quit: () => electron.close(),
    async kill() {
      main.kill("SIGKILL");
      await ended;
    },
  };
};
