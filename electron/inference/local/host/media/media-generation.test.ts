import { mkdtemp, mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWithAddon } from "../../../../../tests/fixtures/describe-with-addon.ts";
import { fixtureModel, fixtureProjector } from "../../../../../tests/fixtures/models.ts";
import { readPng } from "../../../../../tests/fixtures/png-pixels.ts";
import { forget, RecordedGeneration } from "../../../../../tests/fixtures/recorded-generation.ts";
import { storedClip, storedImage } from "../../../../../tests/fixtures/stored-media.ts";
import { listener, reader } from "../../../../../tests/fixtures/trained-models.ts";
import { readWav } from "../../../../../tests/fixtures/wav-samples.ts";
import type { TurnMedia } from "../../../../../shared/inference/prompt-turn.ts";
import type { EngineModel } from "../engine-model.ts";
import { openLlamaLibrary, type LlamaLibrary } from "../llama-library.ts";
import { loadModel } from "../load-model.ts";

let library: LlamaLibrary;
let folder: string;
let image: TurnMedia;
let clip: TurnMedia;
beforeAll(async () => {
  library = await openLlamaLibrary();
  folder = await mkdtemp(join(tmpdir(), "facet-media-generation-"));
  await mkdir(join(folder, "parked"));
  image = await storedImage(folder, await readPng(reader.samples[0]?.path ?? ""));
  clip = await storedClip(folder, await readWav(listener.samples[0]?.path ?? ""));
});
afterAll(async () => {
  await library.llama.dispose();
  await rm(folder, { recursive: true });
});

async function load(modelPath: string, projectorPath: string): Promise<EngineModel> {
  const request = { modelId: "m", modelPath, projectorPath, contextLength: 2048, threads: 1 };
  const { signal } = new AbortController();
  const scratchFolder = join(folder, "parked");
  return loadModel(library, request, { onProgress: () => undefined, signal, scratchFolder });
}

const other = { turns: [{ role: "user", text: "Something else. ".repeat(20) }], maxTokens: 5 } as const;

describeWithAddon("a generation about media", () => {
  it("chooses the same tokens when it is paused, whatever came between", { timeout: 120_000 }, async () => {
    const model = await load(
      await fixtureModel("babbling-per-layer-wide"),
      await fixtureProjector("gemma4v-gemma4a"),
    );
    const turns = [{ role: "user", text: "Compare.", media: [image, clip] }] as const;
    const request = { turns, maxTokens: 40 };
    forget(model);
    const expected = new RecordedGeneration(request);
    const first = await expected.run(model);
    expect(first?.media).toEqual([
      { kind: "image", tokens: 80, ms: expect.any(Number) as number },
      { kind: "audio", tokens: expect.any(Number) as number, ms: expect.any(Number) as number },
    ]);
    // Embeddings that were kept say nothing about the time that encoding takes.
    forget(model);
    expect(await new RecordedGeneration(request).run(model)).not.toHaveProperty("media");
    for (const at of [0, 1, 12, 30]) {
      forget(model);
      const recorded = new RecordedGeneration(request, {
        beforeToken: (index, generation) => {
          if (index === at) generation.pause();
        },
      });
      expect(await recorded.run(model)).toBeNull();
      await new RecordedGeneration(other).run(model);
      recorded.generation.continue();
      await recorded.run(model);
      expect([at, recorded.tokens]).toEqual([at, expected.tokens]);
    }
    await model.dispose();
  });

  it("chooses the same tokens when it is paused between two media", { timeout: 120_000 }, async () => {
    const model = await load(
      await fixtureModel("babbling-per-layer-wide"),
      await fixtureProjector("gemma4v-gemma4a"),
    );
    const turns = [{ role: "user", text: "Compare.", media: [image, clip] }] as const;
    const request = { turns, maxTokens: 30 };
    forget(model);
    const expected = new RecordedGeneration(request);
    await expected.run(model);
    for (const place of [1, 2]) {
      forget(model);
      const recorded = new RecordedGeneration(request, {
        onEvent: (event, generation) => {
          if (event.type === "prefill" && event.medium?.place === place) generation.pause();
        },
      });
      expect(await recorded.run(model)).toBeNull();
      await new RecordedGeneration(other).run(model);
      recorded.generation.continue();
      await recorded.run(model);
      expect([place, recorded.tokens]).toEqual([place, expected.tokens]);
      const media = recorded.reply.events.flatMap((event) =>
        event.type === "prefill" && event.medium ? [`${event.medium.place} of ${event.medium.of}`] : [],
      );
      expect([...new Set(media)]).toEqual(["1 of 2", "2 of 2"]);
    }
    await model.dispose();
  });

  it("gives the whole answer when its reasoning is cut short", async () => {
    const model = await load(reader.modelPath, reader.projectorPath);
    const turns = [{ role: "user", text: "What is it?", media: [image] }] as const;
    const recorded = new RecordedGeneration(
      { turns, thinking: true },
      {
        beforeToken: (index, generation) => {
          // Its whole reasoning is one token, after those of the tag and of the channel's name.
          if (index === 2) generation.endReasoning();
        },
      },
    );
    const result = await recorded.run(model);
    expect(result?.end).toBe("end-of-turn");
    expect(recorded.reply.parts).toMatchObject([{ type: "text", text: reader.samples[0]?.json }]);
    await model.dispose();
  });
});
