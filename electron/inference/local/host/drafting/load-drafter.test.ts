import { truncate, copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { LoadRequest } from "../../../../../shared/inference/engine-protocol.ts";
import { describeWithAddon } from "../../../../../tests/fixtures/describe-with-addon.ts";
import { generateRequest } from "../../../../../tests/fixtures/generate-request.ts";
import { fixtureDrafter, fixtureModel } from "../../../../../tests/fixtures/models.ts";
import { showcaseAnswer } from "../../../../../tests/fixtures/texts.ts";
import { collectReply } from "../../../../../tests/fixtures/collect-reply.ts";
import type { GenerationEvent } from "../../../../../shared/inference/generation.ts";
import { Generation } from "../generation.ts";
import { openLlamaLibrary, type LlamaLibrary } from "../llama-library.ts";
import { loadModel } from "../load-model.ts";

describeWithAddon("a model that is loaded with a drafter", () => {
  let library: LlamaLibrary;
  let folder: string;
  beforeAll(async () => {
    library = await openLlamaLibrary();
    folder = await mkdtemp(join(tmpdir(), "facet-drafter-"));
  });
  afterAll(async () => {
    await library.llama.dispose();
    await rm(folder, { recursive: true });
  });

  async function loaded(change: Partial<LoadRequest>) {
    const modelPath = await fixtureModel("showcase");
    const request = { modelId: "m", modelPath, contextLength: 2048, threads: 1, ...change };
    const { signal } = new AbortController();
    return loadModel(library, request, { onProgress: () => undefined, signal, scratchFolder: null });
  }

  async function reply(model: Awaited<ReturnType<typeof loaded>>) {
    const events: GenerationEvent[] = [];
    const generation = new Generation(generateRequest(), {
      post: (event) => events.push(event),
      signal: new AbortController().signal,
    });
    const result = await generation.run(model);
    return { text: collectReply(events).text, stats: result?.stats };
  }

  it("drafts with it, and answers the same", async () => {
    const model = await loaded({ drafterPath: await fixtureDrafter("showcase", { wrongShare: 0.1 }) });
    expect(model.loaded.drafting).toEqual({
      drafter: { type: "on", measured: null },
      lookup: { type: "on", measured: null },
    });
    const { text, stats } = await reply(model);
    expect(text).toBe(showcaseAnswer);
    expect(stats?.drafting?.drafted).toBeGreaterThan(0);
    expect(model.drafting.state.drafter.type).not.toBe("unavailable");
    await model.dispose();
  });

  it("is loaded without one that is for another model, damaged, cut off, missing or no drafter", async () => {
    const cutOff = join(folder, "cut-off.gguf");
    await copyFile(await fixtureDrafter("showcase", { wrongShare: 0.1 }), cutOff);
    await truncate(cutOff, 200_000);
    const cases = {
      "drafter-mismatch": await fixtureDrafter("babbling-dense", "random"),
      "drafter-unreadable": await fixtureModel("short"),
      missing: join(folder, "none.gguf"),
    };
    for (const [reason, drafterPath] of [...Object.entries(cases), ["drafter-unreadable", cutOff] as const]) {
      const model = await loaded({ drafterPath });
      expect(model.loaded.drafting.drafter).toMatchObject({
        type: "unavailable",
        problem: { code: "drafter-off", data: { reason } },
      });
      expect((await reply(model)).text).toBe(showcaseAnswer);
      await model.dispose();
    }
  });

  it("drafts nothing where that is not wanted", async () => {
    const model = await loaded({ usesLookup: false });
    expect(model.loaded.drafting).toEqual({ drafter: { type: "none" }, lookup: { type: "none" } });
    expect((await reply(model)).stats?.drafting).toBeUndefined();
    await model.dispose();
  });
});
