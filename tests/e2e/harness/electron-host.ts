import { _electron, type Page } from "@playwright/test";
import { installedElectron } from "../../../scripts/start/obtain-electron.ts";
import { projectRoot } from "../../../scripts/build/build-app.ts";
import type { Host, StartHost } from "./host.ts";
import { hostEnvironment } from "./host-environment.ts";

/** The real desktop app, where Electron's binary is. */
export const startElectronHost = async (...[{ home }]: Parameters<StartHost>): Promise<Host> => {
  const executablePath = installedElectron();
  if (executablePath === null) throw new Error("Electron's binary is not here.");
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
    reopen: () => Promise.reject(new Error("A desktop window ends with its app; open another.")),
    quit: () => electron.close(),
    async kill() {
      main.kill("SIGKILL");
      await ended;
    },
  };
};
