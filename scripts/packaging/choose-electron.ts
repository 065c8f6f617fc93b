import { existsSync } from "node:fs";
import { join } from "node:path";
import { installedElectron } from "../start/obtain-electron.ts";

/** Where the Electron of a package comes from. */
export type ElectronSource =
  | { readonly type: "folder"; readonly folder: string }
  /** electron-builder downloads it. */
  | { readonly type: "download" }
  /** The package shows what is inside, but cannot be started. */
  | { readonly type: "placeholder" };

export interface ElectronChoice {
  /** `FACET_ELECTRON_DIST`: a folder with an unpacked Electron. */
  readonly distFolder: string | undefined;
  readonly platform: NodeJS.Platform;
  readonly wants: "placeholder" | "folder of files" | "packages";
}

/**
 * Chooses the Electron to package. A folder of files (`--dir`) never needs the network: without a local
 * Electron, it is made with a placeholder.
 * @throws when `FACET_ELECTRON_DIST` names a folder without Electron, or a placeholder is wanted elsewhere than
 * on Linux
 */
export function chooseElectron(
  { distFolder, platform, wants }: ElectronChoice,
  installed: string | null = installedElectronFolder(),
): ElectronSource {
  if (wants === "placeholder") return placeholderOn(platform);
  if (distFolder !== undefined && distFolder !== "") {
    if (!existsSync(join(distFolder, programIn(platform)))) {
      throw new Error(
        `FACET_ELECTRON_DIST is ${distFolder}, which contains no ${programIn(platform)}. It must be a folder with an ` +
          "unpacked Electron for this system.",
      );
    }
    return { type: "folder", folder: distFolder };
  }
  if (installed !== null) return { type: "folder", folder: installed };
  return wants === "packages" ? { type: "download" } : placeholderOn(platform);
}

function placeholderOn(platform: NodeJS.Platform): ElectronSource {
  if (platform === "linux") return { type: "placeholder" };
  throw new Error(
    "There is no Electron here, and a placeholder exists only for Linux. Set FACET_ELECTRON_DIST to a folder with an " +
      "unpacked Electron, or start Facet once with `npm start`, which downloads it.",
  );
}

function programIn(platform: NodeJS.Platform): string {
  if (platform === "darwin") return "Electron.app";
  return platform === "win32" ? "electron.exe" : "electron";
}

function installedElectronFolder(): string | null {
  const program = installedElectron();
  if (program === null) return null;
  // On macOS the program is dist/Electron.app/Contents/MacOS/Electron.
  return process.platform === "darwin" ? join(program, "../../../..") : join(program, "..");
}
