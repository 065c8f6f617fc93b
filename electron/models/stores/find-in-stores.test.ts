import { createHash } from "node:crypto";
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fixtureModel } from "../../../tests/fixtures/models.ts";
import { layOutStores } from "../../../tests/fixtures/other-stores.ts";
import { reader } from "../../../tests/fixtures/trained-models.ts";
import { ModelLibrary } from "../library.ts";
import { findInStores } from "./find-in-stores.ts";
import { storeFolders, type StoreFolders } from "./store-folders.ts";

let root: string;
let stores: StoreFolders;
let library: ModelLibrary;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "facet-stores-"));
  stores = storeFolders({}, "linux", root);
  library = new ModelLibrary({
    folder: join(root, "facet"),
    demoModelPath: "",
    findElsewhere: () => findInStores(stores),
  });
});
afterEach(async () => {
  library.dispose();
  await rm(root, { recursive: true, force: true });
});

const listed = async () => {
  await library.start();
  return library.list().map(({ id, origin, state, projector }) => ({
    id,
    origin,
    state: state.type,
    projector: projector?.fileName ?? null,
  }));
};

describe("findInStores", () => {
  it("reads each app's folder layout and gives each model its own projector", async () => {
    await layOutStores(root);
    expect((await listed()).sort((a, b) => a.id.localeCompare(b.id))).toEqual([
      {
        id: "huggingface:team/reader-GGUF/reader-F16.gguf",
        origin: "huggingface",
        state: "ready",
        projector: "mmproj-F16.gguf",
      },
      { id: "jan:team/short/model.gguf", origin: "jan", state: "ready", projector: null },
      {
        id: "llama.cpp:team_dense-GGUF_dense-Q4_0.gguf",
        origin: "llama.cpp",
        state: "ready",
        projector: null,
      },
      {
        id: "lm-studio:team/showcase-GGUF/showcase.gguf",
        origin: "lm-studio",
        state: "ready",
        projector: null,
      },
      { id: "ollama:endless:latest/endless:latest", origin: "ollama", state: "ready", projector: null },
    ]);
    const found = library.find("huggingface:team/reader-GGUF/reader-F16.gguf");
    expect(found && (await readFile(found.path)).equals(await readFile(reader.modelPath))).toBe(true);
    expect(found?.projectorPath).toMatch(/snapshots.*mmproj-F16\.gguf$/);
  });

  it("finds nothing when no store exists", async () => {
    expect(await listed()).toEqual([]);
  });

  it("lists a file once when two stores hold it or the models folder links to it", async () => {
    const blob = join(root, "one.gguf");
    await copyFile(await fixtureModel("short"), blob);
    for (const folder of [
      join(root, ".lmstudio/models/team/short"),
      join(root, ".cache/llama.cpp"),
      join(root, "facet"),
    ]) {
      await mkdir(folder, { recursive: true });
      await symlink(blob, join(folder, "short.gguf"));
    }
    expect((await listed()).map(({ id }) => id)).toEqual(["short.gguf"]);
    await rm(join(root, "facet", "short.gguf"));
    await library.refresh();
    expect(library.list()).toHaveLength(1);
  });

  it("gives an Ollama model its own projector and skips damaged manifests", async () => {
    const models = join(root, ".ollama/models");
    const put = async (path: string) => {
      const bytes = await readFile(path);
      const hash = createHash("sha256").update(bytes).digest("hex");
      await mkdir(join(models, "blobs"), { recursive: true });
      await writeFile(join(models, "blobs", `sha256-${hash}`), bytes);
      return `sha256:${hash}`;
    };
    const manifest = async (path: string, content: string) => {
      const file = join(models, "manifests", path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
    };
    const layer = (kind: string, digest: string) => ({
      mediaType: `application/vnd.ollama.image.${kind}`,
      digest,
      size: 1,
    });
    const layers = [
      layer("model", await put(reader.modelPath)),
      layer("projector", await put(reader.projectorPath)),
      layer("template", `sha256:${"0".repeat(64)}`),
    ];
    await manifest("registry.ollama.ai/library/reader/small", JSON.stringify({ schemaVersion: 2, layers }));
    await manifest("hf.co/team/reader/Q4", JSON.stringify({ layers: layers.slice(0, 1) }));
    await manifest("registry.ollama.ai/library/odd/latest", '{"layers": [');
    await manifest(
      "registry.ollama.ai/library/gone/latest",
      JSON.stringify({ layers: [layer("model", `sha256:${"1".repeat(64)}`)] }),
    );
    const found = await listed();
    expect(found.map(({ id }) => id)).toEqual(["ollama:hf.co/team/reader:Q4/reader:Q4"]);
    await rm(join(models, "manifests", "hf.co"), { recursive: true });
    await library.refresh();
    expect(library.list()).toMatchObject([
      { id: "ollama:reader:small/reader:small", fileName: "reader:small", projector: { fileName: "mmproj" } },
    ]);
  });

  it("lists only the snapshot of main in the Hugging Face cache", async () => {
    const repo = join(root, ".cache/huggingface/hub/models--team--model");
    for (const [commit, name] of [
      ["a".repeat(40), "old.gguf"],
      ["b".repeat(40), "new.gguf"],
    ] as const) {
      await mkdir(join(repo, "snapshots", commit), { recursive: true });
      await copyFile(await fixtureModel("short"), join(repo, "snapshots", commit, name));
    }
    await mkdir(join(repo, "refs"));
    await writeFile(join(repo, "refs", "main"), "a".repeat(40));
    expect((await listed()).map(({ id }) => id)).toEqual(["huggingface:team/model/old.gguf"]);
  });
});
