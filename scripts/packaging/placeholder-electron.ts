import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { blankWire } from "./fuse-wire.ts";

const program = `#!/bin/sh
echo "This package of Facet was made without Electron, to check its contents. It cannot be started." >&2
exit 1
`;

/**
 * Writes a folder that electron-builder accepts as an unpacked Electron for Linux. Its executable has a fuse wire and only
 * says that it is a placeholder.
 */
export async function writePlaceholderElectron(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, "resources"), { recursive: true });
  await mkdir(join(folder, "locales"));
  await writeFile(join(folder, "electron"), Buffer.concat([Buffer.from(program), blankWire()]), {
    mode: 0o755,
  });
  await writeFile(join(folder, "chrome-sandbox"), program, { mode: 0o755 });
  await writeFile(join(folder, "locales", "en-US.pak"), "");
  await writeFile(join(folder, "LICENSE"), "Electron's licence is part of Electron.\n");
  await writeFile(join(folder, "LICENSES.chromium.html"), "<p>Part of Electron.</p>\n");
}
