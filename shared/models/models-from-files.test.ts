import { describe, expect, it } from "vitest";
import type { HeaderFacts } from "./header-facts.ts";
import { modelsFromFiles, type ModelFile } from "./models-from-files.ts";

const facts: HeaderFacts = {
  role: "model",
  name: "Gemma-4-E2B-It",
  architecture: "gemma4",
  quantization: "Q4_K_M",
  contextLength: 131_072,
  embeddingLength: 1_536,
  projectorType: null,
  sees: false,
  hears: false,
  skills: { thinks: true, callsTools: true },
  fileBytes: 1_000,
  tensorCount: 10,
};

const file = (id: string, changes: Partial<HeaderFacts> = {}, sizeBytes = 1_000): ModelFile => ({
  id,
  origin: "own",
  sizeBytes,
  content: { type: "header", facts: { ...facts, ...changes } },
});

describe("modelsFromFiles", () => {
  it("describes a model by its header and prefers the quantisation in the file name", () => {
    expect(modelsFromFiles([file("sub/a.gguf")])).toEqual([
      {
        id: "sub/a.gguf",
        name: "Gemma 4 E2B",
        fileName: "a.gguf",
        sizeBytes: 1_000,
        quantization: "Q4_K_M",
        architecture: "gemma4",
        contextLength: 131_072,
        isDemo: false,
        origin: "own",
        projector: null,
        drafter: null,
        skills: { thinks: true, callsTools: true },
        state: { type: "ready" },
      },
    ]);
    expect(modelsFromFiles([file("a-UD-Q4_K_XL.gguf")])[0]?.quantization).toBe("UD-Q4_K_XL");
  });

  it("assigns a projector to its model once the projector is complete", () => {
    const projector = (sizeBytes: number) =>
      file(
        "sub/mmproj-F16.gguf",
        { role: "projector", projectorType: "gemma4uv", sees: true, hears: true },
        sizeBytes,
      );
    const [model] = modelsFromFiles([file("sub/a.gguf"), projector(1_000)]);
    const found = { id: "sub/mmproj-F16.gguf", fileName: "mmproj-F16.gguf", sizeBytes: 1_000 };
    expect(model?.projector).toEqual({ ...found, type: "gemma4uv", sees: true, hears: true });
    expect(modelsFromFiles([file("sub/a.gguf"), projector(999)])[0]?.projector).toBeNull();
    expect(modelsFromFiles([file("a.gguf"), projector(1_000)])[0]?.projector).toBeNull();
  });

  it("assigns a drafter to the models in its folder that it is made for, beside their projector", () => {
    const drafter = (id: string, changes: Partial<HeaderFacts> = {}, sizeBytes = 1_000) =>
      file(id, { role: "drafter", architecture: "gemma4-assistant", ...changes }, sizeBytes);
    const draftersOf = (...files: readonly ModelFile[]) =>
      modelsFromFiles([file("sub/a.gguf"), ...files]).map(({ drafter: found }) => found?.fileName ?? null);
    const projector = file("sub/mmproj-F16.gguf", { role: "projector" });
    const [model] = modelsFromFiles([file("sub/a.gguf"), projector, drafter("sub/mtp-a.gguf")]);
    expect(model?.drafter).toEqual({ id: "sub/mtp-a.gguf", fileName: "mtp-a.gguf", sizeBytes: 1_000 });
    expect(model?.projector?.fileName).toBe("mmproj-F16.gguf");
    expect(draftersOf(drafter("mtp-a.gguf"))).toEqual([null]);
    expect(draftersOf(drafter("sub/mtp-a.gguf", { embeddingLength: 2_560 }))).toEqual([null]);
    expect(draftersOf(drafter("sub/mtp-a.gguf", { architecture: "other-assistant" }))).toEqual([null]);
    expect(draftersOf(drafter("sub/mtp-a.gguf", {}, 999))).toEqual([null]);
    expect(
      draftersOf(drafter("sub/mtp-b.gguf", { embeddingLength: 2_560 }), drafter("sub/mtp-c.gguf")),
    ).toEqual(["mtp-c.gguf"]);
  });

  it("leaves out projectors, drafters and adapters, by header or name, even before they are readable", () => {
    expect(
      modelsFromFiles([
        file("a.gguf", { role: "projector" }),
        file("b.gguf", { role: "drafter" }),
        file("c.gguf", { role: "adapter" }),
        file("x/mmproj-F16.gguf"),
        { id: "mtp-gemma.gguf", origin: "own", sizeBytes: 3, content: { type: "unfinished" } },
      ]),
    ).toEqual([]);
  });

  it("merges parts in one folder in any order and describes them by the first", () => {
    const parts = [
      file("x/m-00002-of-00003.gguf", { name: null, tensorCount: 5 }),
      file("x/m-00003-of-00003.gguf", { name: null, tensorCount: 5 }),
      file("x/m-00001-of-00003.gguf", { tensorCount: 0 }),
    ];
    expect(modelsFromFiles(parts)).toMatchObject([
      { id: "x/m-00001-of-00003.gguf", name: "Gemma 4 E2B", sizeBytes: 3_000, state: { type: "ready" } },
    ]);
    expect(modelsFromFiles([...parts.slice(1), file("y/m-00002-of-00003.gguf")])).toHaveLength(2);
  });

  it("is incomplete while any part is missing or short", () => {
    const second = file("m-00002-of-00002.gguf");
    expect(modelsFromFiles([second])).toMatchObject([
      { id: "m-00001-of-00002.gguf", name: "m", architecture: "unknown", state: { type: "incomplete" } },
    ]);
    const short = file("m-00001-of-00002.gguf", {}, 999);
    expect(modelsFromFiles([short, second])[0]?.state).toEqual({ type: "incomplete" });
    const unfinished: ModelFile = {
      id: "a.gguf",
      origin: "own",
      sizeBytes: 1,
      content: { type: "unfinished" },
    };
    expect(modelsFromFiles([unfinished])[0]?.state).toEqual({ type: "incomplete" });
  });

  it("is unreadable when a part is unreadable or there are no weights", () => {
    const error = { code: "model-unreadable", message: "", data: {} } as const;
    const bad: ModelFile = {
      id: "m-00002-of-00003.gguf",
      origin: "own",
      sizeBytes: 1,
      content: { type: "unreadable", error },
    };
    expect(modelsFromFiles([file("m-00001-of-00003.gguf"), bad])[0]?.state).toEqual({
      type: "unreadable",
      error,
    });
    expect(modelsFromFiles([file("vocab.gguf", { tensorCount: 0 })])[0]?.state).toMatchObject({
      type: "unreadable",
      error: { data: { reason: "no-weights", fileName: "vocab.gguf" } },
    });
  });

  it("sorts by name, with numbers by value", () => {
    const names = ["Model 12B", "Model 4B", "another"];
    const models = modelsFromFiles(names.map((name, i) => file(`${i}.gguf`, { name })));
    expect(models.map(({ name }) => name)).toEqual(["another", "Model 4B", "Model 12B"]);
  });
});
