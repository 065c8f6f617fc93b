import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fixtureModel } from "../../tests/fixtures/models.ts";
import { reader } from "../../tests/fixtures/trained-models.ts";
import { openLog } from "../home/log.ts";
import { openHome, type Home } from "../home/home.ts";
import { ListedModels } from "./listed-models.ts";
import { ModelFiles } from "./model-files.ts";
import { ModelsOnDisk } from "./models-on-disk.ts";
import { storeFolders } from "./stores/store-folders.ts";

let root: string;
let home: Home;
let models: ModelsOnDisk;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "facet-files-"));
  home = await openHome(join(root, "facet"));
  models = await open();
});
afterEach(async () => {
  await models.dispose();
  await rm(root, { recursive: true, force: true });
});

async function open(): Promise<ModelsOnDisk> {
  const opened = await ModelsOnDisk.open({
    home,
    demoModelPath: "",
    stores: storeFolders({}, "linux", root),
    desktop: undefined,
    log: openLog(home.logsFolder),
  });
  await opened.library.start();
  return opened;
}

async function put(path: string, from?: string): Promise<string> {
  const target = join(root, path);
  await mkdir(dirname(target), { recursive: true });
  await copyFile(from ?? (await fixtureModel("short")), target);
  await models.library.refresh();
  return target;
}

const ids = () => models.library.list().map(({ id }) => id);

describe("ModelFiles", () => {
  it("deletes a model with its projector and restores both", async () => {
    const path = await put("facet/models/team/reader/reader-F16.gguf", reader.modelPath);
    const projector = await put("facet/models/team/reader/mmproj-F16.gguf", reader.projectorPath);
    const id = "team/reader/reader-F16.gguf";
    expect(await models.files.remove(id)).toEqual({ how: "deleted" });
    expect(ids()).toEqual([]);
    await expect(readFile(path)).rejects.toThrow();
    await expect(readFile(projector)).rejects.toThrow();
    await models.files.restore(id);
    expect(models.library.find(id)).toMatchObject({
      projectorPath: projector,
      model: { state: { type: "ready" } },
    });
  });

  it("deletes nothing when one of a model's files can't be deleted", async () => {
    const path = await put("facet/models/team/reader/reader-F16.gguf", reader.modelPath);
    const projector = await put("facet/models/team/reader/mmproj-F16.gguf", reader.projectorPath);
    // The library keeps listing the projector.
    models.library.dispose();
    await rm(projector);
    const removed = models.files.remove("team/reader/reader-F16.gguf");
    await expect(removed).rejects.toMatchObject({ code: "storage-failed" });
    await models.files.purge();
    expect((await readFile(path)).length).toBeGreaterThan(0);
  });

  it("keeps a projector that another model uses", async () => {
    await put("facet/models/team/reader/reader-F16.gguf", reader.modelPath);
    await put("facet/models/team/reader/reader-copy-F16.gguf", reader.modelPath);
    const projector = await put("facet/models/team/reader/mmproj-F16.gguf", reader.projectorPath);
    await models.files.remove("team/reader/reader-F16.gguf");
    expect((await readFile(projector)).length).toBeGreaterThan(0);
  });

  it("frees the disk space as soon as the deletion can't be undone any more", async () => {
    await put("facet/models/a.gguf");
    const listed = await ListedModels.open(home.listedModelsFile);
    const files = new ModelFiles(home.modelsFolder, models.library, listed, 0);
    await files.remove("a.gguf");
    await vi.waitFor(async () => expect(await readdir(join(home.modelsFolder, ".deleted"))).toEqual([]));
    await expect(files.restore("a.gguf")).rejects.toMatchObject({ code: "not-found" });
  });

  it("frees the disk space when Undo is not offered any more, and never of a model that was restored", async () => {
    const path = await put("facet/models/a.gguf");
    await models.files.remove("a.gguf");
    await Promise.all([models.files.restore("a.gguf"), models.files.purgeOne("a.gguf")]);
    expect((await readFile(path)).length).toBeGreaterThan(0);
    await models.files.remove("a.gguf");
    await models.files.purgeOne("a.gguf");
    expect(await readdir(join(home.modelsFolder, ".deleted"))).toEqual([]);
    await expect(models.files.restore("a.gguf")).rejects.toMatchObject({ code: "not-found" });
  });

  it("frees the disk space when the app closes, or at the next start", async () => {
    await put("facet/models/a.gguf");
    await models.files.remove("a.gguf");
    await models.dispose();
    models = await open();
    await expect(models.files.restore("a.gguf")).rejects.toMatchObject({ code: "not-found" });
    await expect(readFile(join(home.modelsFolder, ".deleted"))).rejects.toThrow("ENOENT");
  });

  it("hides a model outside the models folder, also after a restart, and lists it again", async () => {
    const path = await put(".lmstudio/models/team/m/m.gguf");
    const id = "lm-studio:team/m/m.gguf";
    expect(await models.files.remove(id)).toEqual({ how: "hidden" });
    expect(ids()).toEqual([]);
    expect((await readFile(path)).length).toBeGreaterThan(0);
    models.library.dispose();
    models = await open();
    expect(ids()).toEqual([]);
    await models.files.restore(id);
    expect(ids()).toEqual([id]);
    await models.files.remove(id);
    await models.files.showHidden();
    expect(ids()).toEqual([id]);
  });

  it("deletes a link but not its target, and deletes nothing through a linked folder", async () => {
    const target = await put("elsewhere/target.gguf");
    await symlink(target, join(home.modelsFolder, "link.gguf"));
    await symlink(join(root, "elsewhere"), join(home.modelsFolder, "shelf"));
    await models.library.refresh();
    expect(await models.files.remove("link.gguf")).toEqual({ how: "deleted" });
    expect(await models.files.remove("shelf/target.gguf")).toEqual({ how: "hidden" });
    expect((await readFile(target)).length).toBeGreaterThan(0);
  });

  it("adds a file in place with its other parts and projector, and a whole folder", async () => {
    const path = await put("papers/reader-F16.gguf", reader.modelPath);
    await put("papers/mmproj-F16.gguf", reader.projectorPath);
    await put("papers/unasked.gguf");
    await models.files.add(path, "file");
    const folder = join(root, "papers");
    expect(models.library.list()).toMatchObject([
      { id: `added:${folder}/reader-F16.gguf`, origin: "added", projector: { fileName: "mmproj-F16.gguf" } },
    ]);
    await models.files.add(folder, "folder");
    expect(ids()).toHaveLength(2);
  });

  it("rejects a file that is not a model", async () => {
    const path = join(root, "notes.gguf");
    await writeFile(path, "<!doctype html>");
    await expect(models.files.add(path, "file")).rejects.toMatchObject({ code: "model-unreadable" });
  });
});
