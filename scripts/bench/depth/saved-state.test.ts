import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getLlama, LlamaLogLevel } from "node-llama-cpp";
import { expect, it } from "vitest";
import { fixtureModel } from "../../../tests/fixtures/models.ts";
import { parseState, repeatedState, writtenState } from "./saved-state.ts";

it("makes a saved sequence deeper, which llama.cpp restores and continues", async () => {
  const folder = await mkdtemp(join(tmpdir(), "facet-saved-state-"));
  const llama = await getLlama({ gpu: false, build: "never", maxThreads: 1, logLevel: LlamaLogLevel.error });
  try {
    const model = await llama.loadModel({ modelPath: await fixtureModel("per-layer") });
    const context = await model.createContext({ contextSize: 512, batchSize: 64, threads: 1 });
    const sequence = context.getSequence();
    const tokens = model.tokenize("seven ".repeat(300)).slice(0, 300);
    await sequence.evaluateWithoutGeneratingNewTokens(tokens.slice(0, 100));
    const path = join(folder, "100.state");
    await sequence.saveStateToFile(path);
    const file = await readFile(path);
    const state = parseState(file);
    expect(writtenState(state).equals(file)).toBe(true);

    const deeper = join(folder, "300.state");
    await writeFile(deeper, writtenState(repeatedState(state, tokens)));
    await sequence.loadStateFromFile(deeper, { acceptRisk: true });
    expect(sequence.nextTokenIndex).toBe(300);
    for await (const _ of sequence.evaluate(tokens.slice(0, 1), { yieldEogToken: true })) break;
    await sequence.saveStateToFile(deeper);
    const { caches } = parseState(await readFile(deeper));
    const [all, sliding] = caches;
    expect(all?.positions.length).toBeGreaterThan(300);
    expect(sliding?.positions[0]).toBeGreaterThan(200);
  } finally {
    await llama.dispose();
    await rm(folder, { recursive: true });
  }
});
