import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const script = join(import.meta.dirname, "../../../tests/fixtures/download-on-small-disk.ts");
/** A namespace in which this process may mount, whoever runs it. Not every container and no other system lets it. */
const inNamespace = ["unshare", "--map-root-user", "--mount"] as const;
const mount = 'mount -t tmpfs -o size=8m tmpfs "$1" && exec "$2" "$3" "$1" "$4"';

const canMount =
  process.platform === "linux" &&
  spawnSync(inNamespace[0], [...inNamespace.slice(1), "mount", "-t", "tmpfs", "tmpfs", tmpdir()]).status ===
    0;

let disk: string;
beforeEach(() => {
  disk = mkdtempSync(join(tmpdir(), "facet-disk-"));
});
afterEach(() => rmSync(disk, { recursive: true, force: true }));

/** Downloads a file of so many megabytes onto a disk of 8 MB. */
async function download(megabytes: number): Promise<unknown> {
  const [command, ...options] = inNamespace;
  const run = ["sh", "-c", mount, "sh", disk, process.execPath, script, String(megabytes)];
  const { stdout } = await promisify(execFile)(command, [...options, ...run]);
  return JSON.parse(stdout);
}

const noSpace = {
  type: "waiting",
  failure: expect.objectContaining({ code: "download-no-space" }) as unknown,
};

describe.runIf(canMount)("a download onto a small disk", { timeout: 120_000 }, () => {
  it("that is filled to the brim meanwhile: waits, loses nothing over a restart, and goes on with room", async () => {
    const report = (await download(5)) as {
      readonly doneWhenFull: number;
      readonly doneAfterRestart: number;
      readonly sentShare: number;
    };
    expect(report).toMatchObject({ state: noSpace, isExact: true });
    expect(report.doneWhenFull).toBeGreaterThan(1_000_000);
    // What other connections had begun to write may have come to it.
    expect(report.doneAfterRestart).toBeGreaterThanOrEqual(report.doneWhenFull);
    // The pieces that were on their way when the disk was full.
    expect(report.sentShare).toBeLessThan(1.5);
  });

  it("on which it has no room is not begun, and says so", async () => {
    expect(await download(12)).toMatchObject({ state: noSpace, sentBytes: 0 });
  });
});
