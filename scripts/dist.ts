import { join } from "node:path";
import { projectRoot } from "./build/build-app.ts";
import { buildPackages } from "./packaging/build-packages.ts";
import { chooseElectron } from "./packaging/choose-electron.ts";
import { ownParts, sizeTable } from "./packaging/own-parts.ts";
import { packedApp } from "./packaging/packed-app.ts";

/**
 * Packages Facet for this system: `npm run dist -- [--dir] [--placeholder] [--cuda] [TARGET…]`. Anything else
 * that begins with a dash is passed to electron-builder, such as --arm64.
 */
const given = process.argv.slice(2);
const has = (option: string) => given.includes(option);
const own = ["--dir", "--placeholder", "--cuda"];
const outputFolder = join(projectRoot, "release");

try {
  const electron = chooseElectron({
    distFolder: process.env["FACET_ELECTRON_DIST"],
    platform: process.platform,
    wants: has("--placeholder") ? "placeholder" : has("--dir") ? "folder of files" : "packages",
  });
  if (electron.type === "placeholder") {
    console.log(
      "Packaging without Electron: a placeholder takes its place, so the result can be inspected but not started. " +
        "Set FACET_ELECTRON_DIST to a folder with an unpacked Electron to package a working app.",
    );
  }
  await buildPackages({
    electron,
    targets: has("--dir") ? ["dir"] : given.filter((each) => !each.startsWith("-")),
    variant: has("--cuda") ? "cuda" : "standard",
    outputFolder,
    builderArguments: given.filter((each) => each.startsWith("-") && !own.includes(each)),
  });
  console.log(
    `\nFacet's own part, without Electron's:\n${sizeTable(await ownParts(packedApp(outputFolder).resources))}`,
  );
} catch (thrown) {
  console.error(thrown instanceof Error ? thrown.message : thrown);
  process.exitCode = 1;
}
