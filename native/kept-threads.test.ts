import { readdirSync } from "node:fs";
import type { Llama, LlamaContext, LlamaModel } from "node-llama-cpp";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  engineHandles,
  nativeContext,
  samplerChain,
} from "../electron/inference/local/host/llama-internals.ts";
import { openTestLlama } from "../tests/fixtures/context-reader.ts";
import { describeWithAddon } from "../tests/fixtures/describe-with-addon.ts";
import { fixtureModel } from "../tests/fixtures/models.ts";
import { KeptThreads } from "./kept-threads.ts";

const threads = 2;
const greedy = { temperature: 0, seed: 1 };

describeWithAddon("KeptThreads", () => {
  let llama: Llama;
  let model: LlamaModel;

  beforeAll(async () => {
    llama = await openTestLlama();
    model = await llama.loadModel({ modelPath: await fixtureModel("babbling-dense") });
  });
  afterAll(async () => {
    await model.dispose();
    await llama.dispose();
  });

  async function write(context: LlamaContext): Promise<readonly number[]> {
    const native = nativeContext(context);
    native.useThreads(threads);
    const sampler = samplerChain(model, context);
    sampler.configure(greedy, null);
    const written = [2, 100, 101, 102];
    let logits = await native.decode(written, 0, true);
    for (let position = written.length; position < 12; position++) {
      const token = await sampler.sample(logits);
      written.push(token);
      logits = await native.decode([token], position, true);
    }
    sampler.dispose();
    return written;
  }

  const newContext = () => model.createContext({ contextSize: 256, batchSize: 64, threads });

  it("generates the same tokens as with new threads", async () => {
    const plain = await newContext();
    const expected = await write(plain);
    await plain.dispose();
    const context = await newContext();
    const kept = new KeptThreads(engineHandles(model, context), threads);
    expect(await write(context)).toEqual(expected);
    await context.dispose();
    kept.release();
  });

  it.runIf(process.platform === "linux")(
    "keeps the threads for the context's lifetime and ends them after it",
    async () => {
      const running = () => readdirSync("/proc/self/task").length;
      const context = await newContext();
      const before = running();
      const kept = new KeptThreads(engineHandles(model, context), threads);
      // The calling thread computes too.
      expect(running()).toBe(before + threads - 1);
      await write(context);
      expect(running()).toBe(before + threads - 1);
      await context.dispose();
      kept.release();
      expect(running()).toBe(before);
    },
  );
});
