import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { buildApp, projectRoot } from "../build/build-app.ts";
import type { ElectronSource } from "./choose-electron.ts";
import { debScripts } from "./deb-scripts.ts";
import { writePlaceholderElectron } from "./placeholder-electron.ts";
import { publisherOptions } from "./publisher.ts";
import { ownTools } from "./tools/own-tools.ts";

export interface PackageOptions {
  readonly electron: ElectronSource;
  /** Names of electron-builder's targets, such as "dir" or "deb"; empty: all that electron-builder.yml lists. */
  readonly targets: readonly string[];
  /** "cuda" is larger: it adds NVIDIA's libraries. */
  readonly variant: "standard" | "cuda";
  /** Absolute path. */
  readonly outputFolder: string;
  /** Passed to electron-builder as they are, such as "--arm64" or "-c.deb.compression=gz". */
  readonly builderArguments?: readonly string[];
}

/** Where temporary files of the packaging are. */
const workFolder = join(projectRoot, ".cache", "dist");

/**
 * Builds the app and packages it for this system.
 * @throws when electron-builder fails; it has reported why on stderr
 */
export async function buildPackages(options: PackageOptions): Promise<void> {
  await buildApp();
  const { electron, targets, variant, outputFolder, builderArguments = [] } = options;
  const placeholder = join(workFolder, "placeholder-electron");
  if (electron.type === "placeholder") await writePlaceholderElectron(placeholder);
  const folder = electron.type === "folder" ? electron.folder : placeholder;
  const made = runBuilder(
    [
      "--config",
      variant === "cuda" ? "electron-builder.cuda.yml" : "electron-builder.yml",
      `--${systemOptions[process.platform] ?? "linux"}`,
      ...targets,
      ...(electron.type === "download" ? [] : [`-c.electronDist=${folder}`]),
      `-c.directories.output=${outputFolder}`,
      ...(await debScripts(join(workFolder, "deb"))),
      ...publisherOptions(process.env, feedChannel(variant, builderArguments)),
      ...(isSigned() ? ["-c.extraMetadata.isSigned=true"] : unsignedOptions),
      "--publish=never",
      ...builderArguments,
    ],
    await ownTools(join(workFolder, "tools"), targets),
  );
  await made.catch((thrown: unknown) => {
    if (electron.type !== "download") throw thrown;
    throw new Error(
      "The packages could not be made; the reason is above. If Electron or a tool could not be downloaded, set " +
        "FACET_ELECTRON_DIST to a folder with an unpacked Electron, or use --placeholder.",
      { cause: thrown },
    );
  });
}

/** Each variant for each processor has its own feed file, so that an installation stays what it is. */
function feedChannel(variant: PackageOptions["variant"], builderArguments: readonly string[]): string {
  const arch = ["x64", "arm64"].find((each) => builderArguments.includes(`--${each}`)) ?? process.arch;
  return `latest-${arch}${variant === "cuda" ? "-cuda" : ""}`;
}

function isSigned(): boolean {
  return Boolean(process.env["CSC_LINK"]);
}

/**
 * macOS starts no app with a changed executable unless it is signed, at least by nobody ("-"). The hardened
 * runtime then refuses libraries, because nobody is not the same twice.
 */
const unsignedOptions: readonly string[] =
  process.platform === "darwin" ? ["-c.mac.identity=-", "-c.mac.hardenedRuntime=false"] : [];

const systemOptions: Readonly<Partial<Record<NodeJS.Platform, string>>> = { darwin: "mac", win32: "win" };

function runBuilder(args: readonly string[], environment: Readonly<Record<string, string>>): Promise<void> {
  const cli = createRequire(import.meta.url).resolve("electron-builder/cli.js");
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...args], {
      cwd: projectRoot,
      env: { ...process.env, ...environment },
      stdio: "inherit",
    });
    child.once("error", reject);
    child.once("exit", (code) => {
      if (code === 0) resolve();
      else reject(new Error("electron-builder could not make the packages; it has reported why above."));
    });
  });
}
