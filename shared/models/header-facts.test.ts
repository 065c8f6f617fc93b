import { expect, it } from "vitest";
import type { GgufHeader } from "./gguf-header.ts";
import { headerFacts } from "./header-facts.ts";
import { modelsFromFiles } from "./models-from-files.ts";

it("keeps little of a header whose strings have megabytes, with nothing invisible in it", () => {
  const long = "\u202Ea".repeat(2_000_000);
  const header: GgufHeader = {
    version: 3,
    metadata: new Map<string, string | number>([
      ["general.architecture", long],
      ["general.name", long],
      [`${long}.context_length`, 8_192],
      ["clip.projector_type", long],
    ]),
    tensors: [],
    fileBytes: 1,
  };
  const facts = headerFacts(header);
  // What is looked up by the architecture is still found.
  expect(facts.contextLength).toBe(8_192);
  expect(facts.projectorType).toHaveLength(64);
  const [model] = modelsFromFiles([
    { id: "a\u202Ell.gguf", origin: "own", sizeBytes: 1, content: { type: "header", facts } },
  ]);
  expect(JSON.stringify(model).length).toBeLessThan(1_000);
  expect(model).toMatchObject({ fileName: "a[U+202E]ll.gguf" });
  expect(model?.name).toMatch(/^\[U\+202E\]a/);
  expect(model?.architecture).toMatch(/^\[U\+202E\]a/);
});

it.each(["clip.vision.projector_type", "clip.projector_type"])(
  "reads how a projector sees from %s",
  (key) => {
    const metadata = new Map([
      ["general.architecture", "clip"],
      [key, "gemma4uv"],
    ]);
    const facts = headerFacts({ version: 3, metadata, tensors: [], fileBytes: 1 });
    expect(facts).toMatchObject({ role: "projector", projectorType: "gemma4uv" });
  },
);
