import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { crashDumps, pruneCrashDumps } from "./crash-dumps.ts";
import { logFeature } from "./log-feature.ts";
import { openLog } from "./log.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "facet-logs-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const read = () => logFeature({ folder, logsFolder: folder }).handlers["log.read"]({});

it("returns the log in order, with what was rotated away, from a whole line on", async () => {
  expect(await read()).toEqual({ text: "", crashDumps: 0 });
  const log = openLog(folder, { fileBytes: 400_000, olderFiles: 2 });
  for (let line = 0; line < 12_000; line++) log.info(`line ${line} ${"x".repeat(20)}`);
  const { text } = await read();
  const lines = text.trimEnd().split("\n");
  expect(text.length).toBeLessThanOrEqual(500_000);
  expect(lines.at(-1)).toContain("line 11999 ");
  for (const line of lines) expect(line).toMatch(/^\d{4}-\S+Z info line \d+ x{20}$/);
});

it("counts the crash dumps and keeps the newest five", async () => {
  const pending = join(folder, "crashes", "pending");
  await mkdir(pending, { recursive: true });
  for (let day = 1; day <= 7; day++) {
    const path = join(pending, `${day}.dmp`);
    await writeFile(path, "dump");
    await utimes(path, day * 86_400, day * 86_400);
  }
  await writeFile(join(pending, "settings.dat"), "");
  expect((await read()).crashDumps).toBe(7);
  await pruneCrashDumps(folder);
  const names = (await crashDumps(folder)).map(({ path }) => path.slice(pending.length + 1));
  expect(names).toEqual(["7.dmp", "6.dmp", "5.dmp", "4.dmp", "3.dmp"]);
});
