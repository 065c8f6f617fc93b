import { join } from "node:path";

/** Where electron-builder leaves the unpacked app in its output folder. */
export function packedApp(outputFolder: string): { readonly folder: string; readonly resources: string } {
  const { platform, arch } = process;
  if (platform === "darwin") {
    const folder = join(outputFolder, arch === "arm64" ? "mac-arm64" : "mac");
    return { folder, resources: join(folder, "Facet.app/Contents/Resources") };
  }
  const system = platform === "win32" ? "win" : "linux";
  const folder = join(outputFolder, `${system}${arch === "x64" ? "" : `-${arch}`}-unpacked`);
  return { folder, resources: join(folder, "resources") };
}
