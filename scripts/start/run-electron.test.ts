import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runElectron } from "./run-electron.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "facet-electron-"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** A script in place of the Electron executable. */
async function program(script: string): Promise<string> {
  const path = join(folder, "electron");
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

describe.skipIf(process.platform === "win32")("running Electron", () => {
  it("forwards its exit code", async () => {
    expect(await runElectron(await program("exit 0"), [])).toEqual({ type: "ended", exitCode: 0 });
    expect(await runElectron(await program("exit 3"), [])).toEqual({ type: "ended", exitCode: 3 });
  });

  it("reports that no window is available when the executable is missing, lacks a library or is killed at once", async () => {
    expect((await runElectron(join(folder, "nothing"), [])).type).toBe("unavailable");
    expect((await runElectron(await program("exit 127"), [])).type).toBe("unavailable");
    expect((await runElectron(await program("kill -TRAP $$"), [])).type).toBe("unavailable");
  });
});
