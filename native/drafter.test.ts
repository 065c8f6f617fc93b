import type { Llama, LlamaContext, LlamaModel } from "node-llama-cpp";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  engineHandles,
  nativeContext,
  samplerChain,
} from "../electron/inference/local/host/llama-internals.ts";
import { openTestLlama, words } from "../tests/fixtures/context-reader.ts";
import { describeWithAddon } from "../tests/fixtures/describe-with-addon.ts";
import { fixtureDrafter, fixtureModel } from "../tests/fixtures/models.ts";
import { NativeDrafter } from "./drafter.ts";
import { KeptThreads } from "./kept-threads.ts";

const disposed = { name: "AddonError", code: "disposed" };

describeWithAddon("a drafter beside its model", () => {
  let llama: Llama;
  beforeAll(async () => {
    llama = await openTestLlama();
  });
  afterAll(() => llama.dispose());

  async function opened(name: "endless" | "babbling-per-layer", drafts: "random" | { wrongShare: number }) {
    const model = await llama.loadModel({ modelPath: await fixtureModel(name) });
    const context = await model.createContext({ contextSize: 512, batchSize: 256, threads: 2 });
    const threads = new KeptThreads(engineHandles(model, context), 2);
    const path = await fixtureDrafter(name, drafts);
    const drafter = await NativeDrafter.open(engineHandles(model, context), {
      path,
      isOnGpu: false,
      threads,
    });
    return { model, context, threads, drafter };
  }

  /** The greedy reply to a prompt, and what is drafted before each of its tokens. */
  async function reply(model: LlamaModel, context: LlamaContext, drafter: NativeDrafter | null) {
    const native = nativeContext(context);
    const sampler = samplerChain(model, context);
    sampler.configure({ temperature: 0, seed: 1 }, null);
    const prompt = words(20, 1);
    let logits = await native.decode(prompt, 0, true);
    const tokens: number[] = [];
    const drafts: (readonly number[])[] = [];
    for (let position = prompt.length; tokens.length < 40; position++) {
      const token = await sampler.sample(logits);
      tokens.push(token);
      drafts.push((await drafter?.draft({ logits, token, position, most: 3 })) ?? []);
      logits = await native.decode([token], position, true);
    }
    sampler.dispose();
    return { tokens, drafts };
  }

  it("drafts what follows, and changes nothing of what the model generates", async () => {
    const { model, context, threads, drafter } = await opened("endless", { wrongShare: 0 });
    const drafted = await reply(model, context, drafter);
    const said = drafted.tokens;
    const right = drafted.drafts.filter((some, at) =>
      some.every((token, i) => token === (said[at + 1 + i] ?? token)),
    );
    expect(drafted.drafts.every((some) => some.length === 3)).toBe(true);
    expect(right.length).toBeGreaterThan(35);
    nativeContext(context).forgetAll();
    expect((await reply(model, context, null)).tokens).toEqual(said);
    await drafter.close();
    nativeContext(context).forgetAll();
    expect((await reply(model, context, null)).tokens).toEqual(said);
    await context.dispose();
    threads.release();
    await model.dispose();
  });

  it("drafts through attention to a cache with a sliding window that is shared between layers", async () => {
    const { model, context, threads, drafter } = await opened("babbling-per-layer", "random");
    const drafted = await reply(model, context, drafter);
    expect(new Set(drafted.drafts.flat()).size).toBeGreaterThan(3);
    nativeContext(context).forgetAll();
    expect((await reply(model, context, drafter)).drafts).toEqual(drafted.drafts);
    await drafter.close();
    await context.dispose();
    threads.release();
    await model.dispose();
  });

  it("drafts nothing where it has no state to go on from, and when it is stopped", async () => {
    const { model, context, threads, drafter } = await opened("endless", { wrongShare: 0 });
    const native = nativeContext(context);
    expect(await drafter.draft({ logits: 0, token: 5, position: 0, most: 3 })).toEqual([]);
    const logits = await native.decode(words(20, 1), 0, true);
    expect(await drafter.draft({ logits, token: 5, position: 19, most: 3 })).toEqual([]);
    expect(await drafter.draft({ logits, token: 5, position: 20, most: 0 })).toEqual([]);
    const abort = new AbortController();
    const drafting = drafter.draft({ logits, token: 5, position: 20, most: 400, signal: abort.signal });
    abort.abort();
    expect((await drafting).length).toBeLessThan(400);
    expect(await drafter.draft({ logits, token: 5, position: 20, most: 3 })).toHaveLength(3);
    await drafter.close();
    await context.dispose();
    threads.release();
    await model.dispose();
  });

  it("keeps the context in memory until it is closed, and is waited for", async () => {
    const { model, context, threads, drafter } = await opened("endless", { wrongShare: 0 });
    const logits = await nativeContext(context).decode(words(20, 1), 0, true);
    const settled: string[] = [];
    const drafting = drafter.draft({ logits, token: 5, position: 20, most: 100 });
    void drafting.then(() => settled.push("drafting"));
    const disposing = context.dispose().then(() => settled.push("context"));
    const closing = drafter.close().then(() => settled.push("closing"));
    expect(drafter.close()).toBeInstanceOf(Promise);
    await Promise.all([drafting, disposing, closing]);
    expect(settled).toEqual(["drafting", "closing", "context"]);
    await expect(drafter.draft({ logits, token: 5, position: 20, most: 3 })).rejects.toMatchObject(disposed);
    threads.release();
    await model.dispose();
  });
});
