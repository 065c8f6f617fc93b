import { readFile, writeFile } from "node:fs/promises";

/**
 * The fuses of Electron 45 in the order of its fuse wire. A newer Electron may have more: setting the wire is
 * refused then, until somebody has decided about the new one.
 */
export const fuseNames = [
  "runAsNode",
  "cookieEncryption",
  "nodeOptionsEnvironmentVariable",
  "nodeCliInspectArguments",
  "embeddedAsarIntegrityValidation",
  "onlyLoadAppFromAsar",
  "loadBrowserProcessSpecificV8Snapshot",
  "grantFileProtocolExtraPrivileges",
  "wasmTrapHandlers",
] as const;

export type FuseName = (typeof fuseNames)[number];
export type Fuses = Readonly<Record<FuseName, boolean>>;

/** What precedes the wire in the executable. The wire: its version, its length, and one character for each fuse. */
const sentinel = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";
const knownVersion = 1;
const off = "0".charCodeAt(0);
const on = "1".charCodeAt(0);
/** A fuse that this Electron no longer has; its value is ignored. */
const removed = "r".charCodeAt(0);

/** A wire with every fuse off: what a placeholder for Electron's executable contains. */
export function blankWire(fuseCount: number = fuseNames.length): Buffer {
  return Buffer.concat([
    Buffer.from(sentinel),
    Buffer.from([knownVersion, fuseCount]),
    Buffer.alloc(fuseCount, off),
  ]);
}

/**
 * Sets every fuse in a file: Electron's executable, or its framework library on macOS. A universal binary has
 * one wire for each architecture; both are set.
 * @throws when there is no wire, when its version is unknown, or when it has other fuses than `fuseNames`
 */
export async function setFuses(file: string, fuses: Fuses): Promise<void> {
  const content = await readFile(file);
  for (const wire of wiresIn(content, file)) {
    for (const [index, name] of fuseNames.entries()) {
      if (wire[index] !== removed) wire[index] = fuses[name] ? on : off;
    }
  }
  await writeFile(file, content);
}

/**
 * Reads the fuses of a file; one that Electron has removed is null.
 * @throws as `setFuses` does, and when the wires of a universal binary differ
 */
export async function readFuses(file: string): Promise<Readonly<Record<FuseName, boolean | null>>> {
  const wires = wiresIn(await readFile(file), file);
  const [first] = wires;
  if (first === undefined || wires.some((wire) => !wire.equals(first))) {
    throw new Error(`The fuses of the architectures in ${file} differ.`);
  }
  const states = fuseNames.map((name, index) => [
    name,
    first[index] === removed ? null : first[index] === on,
  ]);
  return Object.fromEntries(states) as Record<FuseName, boolean | null>;
}

/** The fuses' characters, as views into `content`. */
function wiresIn(content: Buffer, file: string): readonly Buffer[] {
  const wires: Buffer[] = [];
  for (let at = content.indexOf(sentinel); at !== -1; at = content.indexOf(sentinel, at + 1)) {
    const start = at + sentinel.length;
    const version = content[start];
    const fuseCount = content[start + 1] ?? 0;
    if (version !== knownVersion) {
      throw new Error(
        `The fuse wire of ${file} has version ${String(version)}; only ${knownVersion} is known.`,
      );
    }
    if (fuseCount !== fuseNames.length) {
      throw new Error(
        `Electron's fuse wire in ${file} has ${fuseCount} fuses, but ${fuseNames.length} are known. Add the ` +
          "others to scripts/packaging/fuse-wire.ts and decide about each in scripts/packaging/app-fuses.ts.",
      );
    }
    wires.push(content.subarray(start + 2, start + 2 + fuseCount));
  }
  if (wires.length === 0) throw new Error(`${file} has no fuse wire. It is not Electron's executable.`);
  return wires;
}
