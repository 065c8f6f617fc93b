import { describe, expect, it } from "vitest";
import { demoModelId, type Model } from "../../../shared/models/model.ts";
import { catalogs } from "../../i18n/i18n.ts";
import { modelDetails, modelFacts } from "./describe-model.ts";
import { applyEvent, initialModels, loadingOf, nameAmong } from "./models-state.ts";
import { listedModel } from "../../../tests/fixtures/listed-model.ts";
import { noDrafting } from "../../../shared/inference/drafting.ts";

function model(id: string, rest: Partial<Model> = {}): Model {
  return { ...listedModel(id), name: id, fileName: `${id}.gguf`, sizeBytes: 2_680_000_000, ...rest };
}

describe("the list of models", () => {
  it("sorts usable models first, by name, and the demo last", () => {
    const state = applyEvent(initialModels, {
      event: "models.changed",
      data: [
        model(demoModelId, { isDemo: true }),
        model("Gemma 4 31B"),
        model("Gemma 4 4B", { state: { type: "incomplete" } }),
        model("Gemma 4 12B"),
      ],
    });
    expect(state.models.map(({ id }) => id)).toEqual([
      "Gemma 4 12B",
      "Gemma 4 31B",
      "Gemma 4 4B",
      demoModelId,
    ]);
  });

  it("ignores events of other features", () => {
    expect(
      applyEvent(initialModels, {
        event: "conversation.deleted",
        data: { conversationId: "c", deletedAtMs: 1 },
      }),
    ).toBe(initialModels);
  });
});

describe("the name of a model", () => {
  const small = model("a.gguf", { name: "Gemma 4 E2B", quantization: "Q4_0" });
  const large = model("b.gguf", { name: "Gemma 4 E2B", quantization: "Q8_0" });
  const demo = model(demoModelId, { name: "Facet Demo", isDemo: true });

  it("is the model's own name if no other model has it", () => {
    expect(nameAmong(small, [small, demo])).toBe("Gemma 4 E2B");
  });

  it("is distinguished by the quantization, or by the file name if that is equal too", () => {
    expect(nameAmong(small, [small, large])).toBe("Gemma 4 E2B (Q4_0)");
    expect(nameAmong(small, [small, { ...small, id: "c.gguf" }])).toBe("Gemma 4 E2B (a.gguf.gguf)");
  });

  it("stays plain for the demo if a file has the same name", () => {
    const copy = model("copy.gguf", { name: "Facet Demo", quantization: "F32" });
    expect(nameAmong(demo, [demo, copy])).toBe("Facet Demo");
    expect(nameAmong(copy, [demo, copy])).toBe("Facet Demo (F32)");
  });
});

describe("loadingOf", () => {
  const failure = { code: "model-load-failed", message: "", data: {} } as const;
  it.each([
    [{ type: "idle" }, { type: "none" }],
    [
      { type: "loading", modelId: "a", progress: 0.4 },
      { type: "loading", progress: 0.4 },
    ],
    [{ type: "loading", modelId: "b", progress: 0.4 }, { type: "none" }],
    [
      {
        type: "ready",
        modelId: "a",
        contextSizeTokens: 8,
        media: { type: null, sees: false, hears: false, problem: null },
        drafting: noDrafting,
        isDrafterLeftOut: false,
      },
      { type: "loaded", contextSizeTokens: 8 },
    ],
    [
      { type: "failed", modelId: "a", error: failure },
      { type: "failed", isCrash: false },
    ],
    [{ type: "failed", modelId: null, error: failure }, { type: "none" }],
  ] as const)("derives the model's loading state from the engine state %j", (engine, expected) => {
    expect(loadingOf(engine, "a")).toEqual(expected);
  });
});

describe("the description of a model", () => {
  const { en, "zh-CN": zhCN } = catalogs;

  it("is one line in a menu", () => {
    expect(modelFacts(model("a"), en.models, "en")).toBe("2.7 GB · 4-bit (Q4_0) · 128K context");
    expect(modelFacts(model("a"), zhCN.models, "zh-CN")).toBe("2.7 GB · 4 位（Q4_0） · 上下文 128K");
  });

  it("is a list of plain facts in the details", () => {
    const values = (changes: Parameters<typeof model>[1] = {}) =>
      Object.fromEntries(
        modelDetails(model("a", changes), en, "en").map(({ label, value }) => [label, value]),
      );
    expect(values()).toMatchObject({
      Size: "2.7 GB",
      Precision: "4-bit (Q4_0) · smaller file, slightly less precise",
      "Context length": "128K tokens, about 98,000 words",
      Input: "text only",
    });
    const projector = {
      id: "b.gguf",
      fileName: "b.gguf",
      sizeBytes: 1,
      type: null,
      sees: true,
      hears: false,
    };
    expect(values({ projector })).toMatchObject({
      Input: "text and images, no audio",
      Projector: "b.gguf",
    });
    expect(values({ quantization: null, contextLength: null })).not.toHaveProperty("Context length");
  });

  it("leaves out facts that the file does not contain", () => {
    expect(modelFacts(model("a", { quantization: null, contextLength: null }), en.models, "en")).toBe(
      "2.7 GB",
    );
    expect(modelFacts(model("a", { quantization: "custom", contextLength: null }), en.models, "en")).toBe(
      "2.7 GB · custom",
    );
  });
});
