import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appFuses } from "./app-fuses.ts";
import { blankWire, fuseNames, readFuses, setFuses } from "./fuse-wire.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "facet-fuses-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function program(...parts: readonly (Buffer | string)[]): Promise<string> {
  const path = join(folder, `electron-${Math.random()}`);
  await writeFile(path, Buffer.concat(parts.map((part) => Buffer.from(part))));
  return path;
}

/** electron-builder's own reader of fuses, which knows nothing of this one. */
interface OtherReader {
  readonly getCurrentFuseWire: (path: string) => Promise<Readonly<Record<string, number | string>>>;
}
const { getCurrentFuseWire } = createRequire(createRequire(import.meta.url).resolve("app-builder-lib"))(
  "@electron/fuses",
) as OtherReader;

describe("the fuse wire", () => {
  it("has every fuse set as Facet wants it, as another reader sees it too", async () => {
    const path = await program("machine code ", blankWire(), " more of it");
    await setFuses(path, appFuses);
    expect(await readFuses(path)).toEqual(appFuses);
    const { version, ...states } = await getCurrentFuseWire(path);
    expect(version).toBe("1");
    expect(Object.values(states)).toEqual(fuseNames.map((name) => (appFuses[name] ? 0x31 : 0x30)));
  });

  it("is the only thing that changes in the executable", async () => {
    const path = await program("before", blankWire(), "after");
    const was = await readFile(path);
    await setFuses(path, appFuses);
    const is = await readFile(path);
    expect(is.length).toBe(was.length);
    const first = Buffer.from("before").length + blankWire().length - fuseNames.length;
    const changed = [...is.keys()].filter((at) => is[at] !== was[at]);
    expect(changed).toEqual(fuseNames.flatMap((name, index) => (appFuses[name] ? [first + index] : [])));
  });

  it("is set for both architectures of a universal binary", async () => {
    const path = await program("arm64", blankWire(), "x64", blankWire());
    await setFuses(path, appFuses);
    expect(await readFuses(path)).toEqual(appFuses);
    await writeFile(path, Buffer.concat([await readFile(path), blankWire()]));
    await expect(readFuses(path)).rejects.toThrow("differ");
  });

  it("keeps a fuse that Electron has removed", async () => {
    const wire = blankWire();
    wire[wire.length - 1] = "r".charCodeAt(0);
    const path = await program(wire);
    await setFuses(path, appFuses);
    expect(await readFuses(path)).toEqual({ ...appFuses, wasmTrapHandlers: null });
  });

  it("is refused when Electron has a fuse that nobody has decided about", async () => {
    const path = await program(blankWire(fuseNames.length + 1));
    await expect(setFuses(path, appFuses)).rejects.toThrow(/has 10 fuses, but 9 are known/);
    await expect(setFuses(await program(blankWire(8)), appFuses)).rejects.toThrow(/has 8 fuses/);
  });

  it("is refused in a file that is not Electron's, or has another version", async () => {
    await expect(setFuses(await program("a text"), appFuses)).rejects.toThrow("no fuse wire");
    const wire = blankWire();
    wire[32] = 2;
    await expect(setFuses(await program(wire), appFuses)).rejects.toThrow("version 2");
  });
});
