import { execFileSync } from "node:child_process";
import {
  appendFile,
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { demoModelId, type Model } from "../../shared/models/model.ts";
import { fixtureDrafter, fixtureModel } from "../../tests/fixtures/models.ts";
import { reader } from "../../tests/fixtures/trained-models.ts";
import { ModelLibrary } from "./library.ts";

let root: string;
let folder: string;
let short: string;
let demo: string;
let library: ModelLibrary;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "facet-library-"));
  folder = join(root, "models");
  short = await fixtureModel("short");
  demo = await fixtureModel("demo");
  library = new ModelLibrary({ folder, demoModelPath: demo });
});

afterEach(async () => {
  library.dispose();
  await rm(root, { recursive: true, force: true });
});

/**
 * Copies and renames, because the library may scan at any moment and would report a copy in progress as a
 * change.
 */
async function put(name: string, from = short): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await copyFile(from, `${path}.copying`);
  await rename(`${path}.copying`, path);
  return path;
}

/** The ids of the listed models except the demo model. */
const ids = () => library.list().flatMap(({ id, isDemo }) => (isDemo ? [] : [id]));
const stateOf = (id: string) => library.find(id)?.model.state;

describe("ModelLibrary", () => {
  it("goes on looking after a scan that failed because of a bug, and after a listener that throws", async () => {
    const failures: unknown[] = [];
    let scans = 0;
    library = new ModelLibrary({
      folder,
      demoModelPath: demo,
      isHidden: () => {
        scans += 1;
        if (scans <= 2) throw new Error("a bug");
        return false;
      },
      onFailure: (thrown) => failures.push(thrown),
    });
    await put("a.gguf");
    library.onChange(() => {
      throw new Error("of a listener");
    });
    const changed = new Promise((resolve) => library.onChange(resolve));
    await library.start();
    await changed;
    expect(ids()).toEqual(["a.gguf"]);
    expect(failures.map((thrown) => (thrown as Error).message)).toEqual(["a bug", "a bug", "of a listener"]);
  });

  it("creates a missing folder and lists the demo model alone, marked as demo", async () => {
    await library.start();
    expect(library.list()).toEqual([
      expect.objectContaining({
        id: demoModelId,
        name: "Facet Demo",
        isDemo: true,
        projector: null,
        architecture: "gemma4",
        quantization: "F16",
        contextLength: 8192,
        state: { type: "ready" },
      }),
    ]);
    expect(library.find(demoModelId)?.path).toBe(demo);
    await put("a.gguf");
    await library.refresh();
    expect(ids()).toEqual(["a.gguf"]);
  });

  it("reads name, size, quantisation and context length from the file header", async () => {
    const path = await put("Some model.gguf");
    await library.start();
    expect(library.find("Some model.gguf")).toEqual({
      path,
      model: {
        id: "Some model.gguf",
        name: "Short",
        fileName: "Some model.gguf",
        sizeBytes: (await readFile(short)).length,
        quantization: "F16",
        architecture: "gemma4",
        contextLength: 8192,
        isDemo: false,
        origin: "own",
        projector: null,
        drafter: null,
        skills: { thinks: true, callsTools: true },
        state: { type: "ready" },
      } satisfies Model,
      paths: [path],
      projectorPath: null,
      drafterPath: null,
    });
  });

  it("finds the projector beside a model", async () => {
    await put("reader/reader-F16.gguf", reader.modelPath);
    await put("reader/mmproj-reader-F16.gguf", reader.projectorPath);
    await library.start();
    const found = library.find("reader/reader-F16.gguf");
    expect(found?.model.projector).toMatchObject({
      fileName: "mmproj-reader-F16.gguf",
      sees: true,
      hears: false,
    });
    expect(found?.projectorPath).toBe(join(folder, "reader", "mmproj-reader-F16.gguf"));
    expect(ids()).toEqual(["reader/reader-F16.gguf"]);
  });

  it("notifies within about a second of added and removed files, and of nothing else", async () => {
    await library.start();
    const changes = vi.fn();
    const stop = library.onChange(changes);
    const path = await put("new.gguf");
    await vi.waitFor(() => expect(changes).toHaveBeenCalledTimes(1), { timeout: 10_000 });
    expect(ids()).toEqual(["new.gguf"]);
    await library.refresh();
    expect(changes).toHaveBeenCalledTimes(1);

    await rm(path);
    await vi.waitFor(() => expect(changes).toHaveBeenCalledTimes(2), { timeout: 10_000 });
    expect(changes.mock.lastCall?.[0]).toEqual(library.list());
    expect(ids()).toEqual([]);
    expect(library.find("new.gguf")).toBeNull();

    stop();
    await put("other.gguf");
    await library.refresh();
    expect(changes).toHaveBeenCalledTimes(2);
  });

  it("recreates its folder when it is deleted", async () => {
    await put("a.gguf");
    await library.start();
    await rm(folder, { recursive: true });
    await library.refresh();
    expect(ids()).toEqual([]);
    await copyFile(short, join(folder, "b.gguf"));
    await library.refresh();
    expect(ids()).toEqual(["b.gguf"]);
  });

  it("scans three folders deep, follows links to files and folders, and skips hidden files", async () => {
    await put("one/two/three/deep.gguf");
    await put("one/two/three/four/too-deep.gguf");
    await put(".hidden/a.gguf");
    await put("._a.gguf");
    await mkdir(join(root, "elsewhere"));
    await copyFile(short, join(root, "elsewhere", "linked.gguf"));
    await symlink(join(root, "elsewhere"), join(folder, "shelf"));
    await symlink(short, join(folder, "link.gguf"));
    await library.start();
    expect(ids().sort()).toEqual(["link.gguf", "one/two/three/deep.gguf", "shelf/linked.gguf"]);
    expect(library.find("shelf/linked.gguf")?.path).toBe(join(folder, "shelf", "linked.gguf"));
    expect(ids().every((id) => stateOf(id)?.type === "ready")).toBe(true);
  });

  it("notices that the target of a link was removed", async () => {
    await mkdir(folder);
    await copyFile(short, join(root, "target.gguf"));
    await symlink(join(root, "target.gguf"), join(folder, "link.gguf"));
    await library.start();
    expect(ids()).toEqual(["link.gguf"]);
    await rm(join(root, "target.gguf"));
    await vi.waitFor(() => expect(ids()).toEqual([]), { timeout: 10_000 });
  });

  it("handles circular links and lists a folder once, under its own name", async () => {
    await put("real/a.gguf");
    await symlink(folder, join(folder, "real", "back"));
    await symlink(join(folder, "loop"), join(folder, "loop"));
    await symlink(join(folder, "real"), join(folder, "again"));
    await library.start();
    expect(ids()).toEqual(["real/a.gguf"]);
  });

  it("skips broken links, folders named like models and other files", async () => {
    await put("folder.gguf/inside.gguf");
    await writeFile(join(folder, "notes.txt"), "GGUF");
    await symlink(join(root, "nowhere"), join(folder, "broken.gguf"));
    await library.start();
    expect(ids()).toEqual(["folder.gguf/inside.gguf"]);
  });

  it("lists a file that is not a model as unreadable with a reason", async () => {
    await mkdir(folder);
    await writeFile(join(folder, "web page.gguf"), "<!doctype html>");
    await copyFile(await fixtureModel("short"), join(folder, "fine.gguf"));
    await library.start();
    expect(stateOf("web page.gguf")).toMatchObject({
      type: "unreadable",
      error: { code: "model-unreadable", data: { reason: "not-gguf", fileName: "web page.gguf" } },
    });
    expect(stateOf("fine.gguf")).toEqual({ type: "ready" });
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === "win32")(
    "lists a file without read permission as unreadable until it can be read",
    async () => {
      const path = await put("secret.gguf");
      await chmod(path, 0);
      await library.start();
      expect(stateOf("secret.gguf")).toMatchObject({
        type: "unreadable",
        error: { data: { reason: "no-access" } },
      });
      await chmod(path, 0o600);
      await library.refresh();
      expect(stateOf("secret.gguf")).toEqual({ type: "ready" });
    },
  );

  it.runIf(process.platform === "linux")(
    "lists a file that cannot be read as unreadable and continues",
    async () => {
      await put("fine.gguf");
      // A system file whose first read fails with an input/output error.
      await symlink("/proc/self/mem", join(folder, "broken disk.gguf"));
      await library.start();
      expect(stateOf("broken disk.gguf")).toMatchObject({
        type: "unreadable",
        error: { data: { reason: "no-access" } },
      });
      expect(stateOf("fine.gguf")).toEqual({ type: "ready" });
    },
  );

  it.skipIf(process.platform === "win32")("does not block on a pipe that is named like a model", async () => {
    await put("fine.gguf");
    execFileSync("mkfifo", [join(folder, "pipe.gguf")]);
    await library.start();
    expect(ids()).toEqual(["fine.gguf"]);
  });

  it("reports a file as incomplete from its first byte to its last but one", async () => {
    const bytes = await readFile(short);
    const path = await put("copy.gguf");
    await library.start();
    for (const length of [0, 3, 4, 200, 20_000, bytes.length - 1]) {
      await writeFile(path, bytes.subarray(0, length));
      await library.refresh();
      expect([length, stateOf("copy.gguf")]).toEqual([length, { type: "incomplete" }]);
    }
    await appendFile(path, bytes.subarray(-1));
    await library.refresh();
    expect(stateOf("copy.gguf")).toEqual({ type: "ready" });
    expect(library.find("copy.gguf")?.model.name).toBe("Short");
  });

  it("joins the parts of a split model, which is ready once every part is complete", async () => {
    const size = (await readFile(short)).length;
    await put("big-Q4_0-00001-of-00002.gguf");
    await library.start();
    expect(stateOf("big-Q4_0-00001-of-00002.gguf")).toEqual({ type: "incomplete" });

    const second = await put("big-Q4_0-00002-of-00002.gguf");
    await truncate(second, size - 10);
    await library.refresh();
    expect(stateOf("big-Q4_0-00001-of-00002.gguf")).toEqual({ type: "incomplete" });

    await copyFile(short, second);
    await library.refresh();
    expect(library.find("big-Q4_0-00001-of-00002.gguf")).toMatchObject({
      path: join(folder, "big-Q4_0-00001-of-00002.gguf"),
      model: { sizeBytes: 2 * size, quantization: "Q4_0", state: { type: "ready" } },
    });
    expect(ids()).toHaveLength(1);
  });

  it("finds the drafter of a model in its folder, by the header", async () => {
    await put("model.gguf");
    await library.start();
    expect(library.find("model.gguf")).toMatchObject({ drafterPath: null, model: { drafter: null } });
    const path = await put("mtp-model.gguf", await fixtureDrafter("short", "random"));
    await library.refresh();
    expect(library.find("model.gguf")).toMatchObject({
      drafterPath: path,
      model: { drafter: { id: "mtp-model.gguf", fileName: "mtp-model.gguf" } },
    });
    expect(ids()).toEqual(["model.gguf"]);
  });

  it("does not list projectors and drafters as models", async () => {
    await put("mmproj-F16.gguf");
    await put("mtp-gemma-4-E2B-it.gguf");
    await put("model.gguf");
    await library.start();
    expect(ids()).toEqual(["model.gguf"]);
  });

  it("reads a file again after it was replaced", async () => {
    const path = await put("a.gguf");
    await library.start();
    await copyFile(await fixtureModel("showcase"), join(root, "new"));
    await rename(join(root, "new"), path);
    await library.refresh();
    expect(library.find("a.gguf")?.model.name).toBe("Showcase");
  });

  it("finds nothing for ids outside the list, whatever path they contain", async () => {
    await put("a.gguf");
    await copyFile(short, join(root, "outside.gguf"));
    await library.start();
    for (const id of ["../outside.gguf", join(root, "outside.gguf"), "./a.gguf", "", "..", "a.gguf/"]) {
      expect(library.find(id)).toBeNull();
    }
  });

  it("works without the demo model when its file is missing", async () => {
    library = new ModelLibrary({ folder, demoModelPath: join(root, "none.gguf") });
    await put("a.gguf");
    await library.start();
    expect(library.list().map(({ id }) => id)).toEqual(["a.gguf"]);
  });
});
