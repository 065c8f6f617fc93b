import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Arch, type AfterPackContext } from "electron-builder";
import { addCommand, nodePackageFolder } from "./add-command.ts";
import { appFuses } from "./app-fuses.ts";
import { setFuses } from "./fuse-wire.ts";
import { bundledFolders, installedFolders, noticesOf, thirdPartyText } from "./third-party.ts";

/** Called by electron-builder (electron-builder.yml) for each packed app, before the app is signed. */
export default async function afterPack(context: AfterPackContext): Promise<void> {
  const { appOutDir, arch, electronPlatformName, packager } = context;
  if (Arch[arch] !== process.arch) {
    throw new Error(
      "A package is made on a machine of its own kind: the addon and Node.js are this machine's.",
    );
  }
  const resources = packager.getResourcesDir(appOutDir);
  const installed = await installedFolders(join(resources, "app.asar.unpacked/node_modules"));
  if (!installed.some((folder) => /@node-llama-cpp[\\/][^\\/]+$/.test(folder))) {
    throw new Error("The package contains no engine: node-llama-cpp has none for this system and processor.");
  }
  await addCommand(resources, electronPlatformName);
  const notices = await noticesOf([...(await bundledFolders()), ...installed, nodePackageFolder()]);
  await writeFile(join(resources, "third-party.txt"), await thirdPartyText(notices));
  await setFuses(join(appOutDir, programOf(electronPlatformName)), appFuses);
}

/** The file that contains Electron's fuse wire. */
export function programOf(platform: string): string {
  switch (platform) {
    case "darwin":
    case "mas":
      return "Facet.app/Contents/Frameworks/Electron Framework.framework/Electron Framework";
    case "win32":
      return "Facet.exe";
    default:
      return "facet";
  }
}
