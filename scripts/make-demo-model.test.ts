import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeDemoModel } from "./make-demo-model.ts";

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), "facet-demo-"))));
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("makeDemoModel", () => {
  it("writes a model of about a megabyte, the same bytes each time", async () => {
    const [first, second] = [join(folder, "new", "a.gguf"), join(folder, "b.gguf")];
    await makeDemoModel(first);
    await makeDemoModel(second);
    const bytes = await readFile(first);
    expect(bytes.length).toBeLessThan(1_300_000);
    expect(bytes.equals(await readFile(second))).toBe(true);
  });

  it("keeps an up-to-date demo model and replaces any other file", async () => {
    const path = join(folder, "demo.gguf");
    await makeDemoModel(path);
    const { ino } = await stat(path);
    await makeDemoModel(path);
    expect((await stat(path)).ino).toBe(ino);

    await writeFile(path, "something older");
    await makeDemoModel(path);
    expect((await readFile(path)).length).toBeGreaterThan(100_000);
    expect(await readdir(folder)).toEqual(["demo.gguf"]);
  });
});
