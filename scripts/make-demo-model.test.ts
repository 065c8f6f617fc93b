import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { demoFileNames, findDemoFiles } from "../electron/models/demo-files.ts";
import { makeDemoModel } from "./make-demo-model.ts";

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), "facet-demo-"))));
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("makeDemoModel", () => {
  it("writes all parts of the demo model in less than 8 MB, the same bytes each time", async () => {
    const [first, second] = [join(folder, "new"), join(folder, "again")];
    await makeDemoModel(first);
    await makeDemoModel(second);
    const found = await findDemoFiles(join(first, demoFileNames.english));
    expect(found).toMatchObject({
      chinese: { id: demoFileNames.chinese },
      reader: { modelPath: join(first, demoFileNames.reader.model) },
      listener: { projectorPath: join(first, demoFileNames.listener.projector) },
    });
    expect(found?.sizeBytes).toBeLessThan(8_000_000);
    const names = await readdir(first);
    expect(names).toHaveLength(6);
    for (const name of names) {
      expect((await readFile(join(first, name))).equals(await readFile(join(second, name)))).toBe(true);
    }
  });

  it("keeps up-to-date files and replaces any other", async () => {
    await makeDemoModel(folder);
    const path = join(folder, demoFileNames.chinese);
    const { ino } = await stat(path);
    await makeDemoModel(folder);
    expect((await stat(path)).ino).toBe(ino);

    await writeFile(path, "something older");
    await makeDemoModel(folder);
    expect((await readFile(path)).length).toBeGreaterThan(100_000);
    expect(await readdir(folder)).toHaveLength(6);
  });
});
