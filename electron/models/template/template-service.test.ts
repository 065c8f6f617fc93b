import { mkdtemp, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { string, type GgufValue } from "../../../scripts/gguf/gguf-value.ts";
import { writeGguf } from "../../../scripts/gguf/gguf-writer.ts";
import { chatTemplate } from "../../../scripts/models/chat-template.ts";
import { realVocabulary } from "../../../tests/fixtures/real-vocab.ts";
import { fallbackTemplate } from "../../../shared/formats/gemma4/fallback-template.ts";
import { AppError } from "../../../shared/ipc/result.ts";
import { forkTemplateProcess } from "./fork-template-process.ts";
import { TemplateInspector } from "./template-inspector.ts";
import { TemplateService } from "./template-service.ts";

let folder: string;
let loadedId: string | null = null;
let templates: TemplateService;
const own = chatTemplate("appends-empty-thought");

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "facet-templates-"));
  templates = new TemplateService({
    pathOf: (modelId) => (modelId === "unknown" ? null : join(folder, modelId)),
    inspector: new TemplateInspector(forkTemplateProcess),
    countTokens: async (modelId, segments) => (modelId === loadedId ? segments.length : null),
  });
  const vocabulary = await realVocabulary();
  await write("own.gguf", { ...vocabulary.metadata, "tokenizer.chat_template": string(own) });
  await write("gemma.gguf", { "general.architecture": string("gemma4") });
  await write("llama.gguf", { "general.architecture": string("llama") });
});

afterAll(async () => {
  templates.dispose();
  await rm(folder, { recursive: true });
});

const write = (name: string, metadata: Readonly<Record<string, GgufValue>>) =>
  writeGguf(join(folder, name), { metadata, tensors: [] });
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "no error",
    (thrown: unknown) => (thrown instanceof AppError ? thrown.code : thrown),
  );

describe("TemplateService", () => {
  it("reads a model's own template, or says what is used instead", async () => {
    expect(await templates.original("own.gguf")).toEqual({ original: own, source: "file" });
    expect(await templates.original("gemma.gguf")).toEqual({
      original: fallbackTemplate,
      source: "built-in",
    });
    expect(await templates.original("llama.gguf")).toEqual({ original: "", source: "none" });
  });

  it("reads a file again that was replaced", async () => {
    await write("changed.gguf", { "tokenizer.chat_template": string("first") });
    expect((await templates.original("changed.gguf")).original).toBe("first");
    await write("changed.gguf", { "tokenizer.chat_template": string("second") });
    await utimes(join(folder, "changed.gguf"), new Date(), new Date(Date.now() + 10_000));
    expect((await templates.original("changed.gguf")).original).toBe("second");
  });

  it("marks the control tokens of the vocabulary and the text of messages", async () => {
    const { segments, problems, tokens } = await templates.preview("own.gguf", `${own}<b>`, true);
    expect(problems).toEqual([]);
    expect(tokens).toBeNull();
    expect(segments.slice(0, 8)).toEqual([
      { kind: "control", text: "<bos>" },
      { kind: "control", text: "<|turn>" },
      { kind: "template", text: "system\n" },
      { kind: "control", text: "<|think|>" },
      { kind: "template", text: "\n" },
      { kind: "content", text: "You are a helpful assistant." },
      { kind: "control", text: "<turn|>" },
      { kind: "template", text: "\n" },
    ]);
    expect(segments.at(-1)).toEqual({ kind: "template", text: "model\n<b>" });
  });

  it("counts tokens only with the loaded model", async () => {
    loadedId = "own.gguf";
    expect((await templates.preview("own.gguf", own, false)).tokens).toBeGreaterThan(0);
    expect((await templates.preview("own.gguf", "{% if %}", false)).tokens).toBeNull();
    expect((await templates.preview("gemma.gguf", own, false)).tokens).toBeNull();
    loadedId = null;
  });

  it("says that a template takes too long", async () => {
    const source = "{{ range(100000000) | length }}";
    const { segments, problems } = await templates.preview("own.gguf", source, false);
    expect(segments).toEqual([]);
    expect(problems).toMatchObject([{ severity: "error", code: "too-slow" }]);
  });

  it("refuses templates with errors and accepts warnings", async () => {
    expect(await codeOf(templates.assertUsable("own.gguf", own))).toBe("no error");
    const untagged = "{% for message in messages %}{{ message.content }}{% endfor %}";
    expect(await codeOf(templates.assertUsable("own.gguf", untagged))).toBe("no error");
    expect(await codeOf(templates.assertUsable("own.gguf", "Hello"))).toBe("template-unusable");
  });

  it("says that a model is missing", async () => {
    expect(await codeOf(templates.original("unknown"))).toBe("model-missing");
    expect(await codeOf(templates.original("gone.gguf"))).toBe("model-missing");
  });
});
