import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EngineClient } from "../../../electron/inference/local/engine-client.ts";
import { forkEngine } from "../../../electron/inference/local/fork-engine.ts";
import { writtenCells } from "../../../electron/inference/local/host/kept/cell-list.ts";
import { sealKeptFile } from "../../../electron/inference/local/host/kept/kept-file.ts";
import { newContextName } from "../../../electron/inference/local/host/kept/kept-contexts.ts";
import { settingsKey } from "../../../electron/inference/local/host/kept/keeping-place.ts";
import {
  engineBuild,
  keyOf,
  modelFileIdentity,
} from "../../../electron/inference/local/host/kept/model-identity.ts";
import { checkedVersion } from "../../../electron/inference/local/host/llama-internals.ts";
import { KeptFolder } from "../../../electron/inference/local/kept/kept-folder.ts";
import { prepareKeptFolder } from "../../../electron/inference/local/kept/prepare-kept-folder.ts";
import { generateRequest } from "../../../tests/fixtures/generate-request.ts";
import { withoutLookup } from "../../served/without-lookup.ts";
import type { DecodeRun, DepthSubject, Place } from "./depth-subject.ts";
import { parseState, writtenState } from "./saved-state.ts";

export interface FacetSettings {
  readonly modelPath: string;
  readonly contextTokens: number;
  readonly kvType: "f16" | "q8_0";
  /** Null: the context begins empty. */
  readonly statePath: string | null;
  /** Of the model's layers, in tokens. */
  readonly slidingWindow: number;
}

/**
 * Facet's engine process with its decoder. It restores the state from its own folder of kept contexts, where the
 * file that all programs share lies as one of Facet's.
 */
export async function facetSubject(settings: FacetSettings): Promise<DepthSubject> {
  const { modelPath, contextTokens, kvType, statePath } = settings;
  const folder = await mkdtemp(join(tmpdir(), "facet-bench-depth-"));
  const kept = join(folder, "contexts.noindex");
  prepareKeptFolder(kept);
  if (statePath !== null) await keep(kept, statePath, settings);
  const hostPath = join(import.meta.dirname, "../../../electron/inference/local/host/main.ts");
  const engine = new EngineClient(withoutLookup(forkEngine(hostPath)), join(folder, "scratch"));
  engine.keepContexts({ folder: kept, budgetBytes: 1e12 });
  const load = { modelId: "m", modelPath, contextLength: contextTokens, kvType };
  await engine.load(load, () => undefined);
  let runs = 0;
  const generate = async (rawText: string, maxTokens: number) => {
    const request = generateRequest({ runId: String(++runs), rawText, maxTokens, turns: [] });
    return (await engine.generate(request, () => undefined)).stats;
  };
  return {
    name: "Facet",
    async run({ text }: Place, decodeTokens: number): Promise<DecodeRun> {
      // Another prompt takes the context, so that the file has to be restored.
      await generate("other words", 1);
      const stats = await generate(text, decodeTokens);
      if (stats.generatedTokens !== decodeTokens)
        throw new Error(`Facet wrote ${stats.generatedTokens} tokens`);
      return {
        tokensPerSecond: stats.tokensPerSecond,
        restoredTokens: stats.reusedTokens,
        endPosition: stats.promptTokens + stats.generatedTokens - 1,
      };
    },
    async dispose() {
      await engine.dispose();
      await rm(folder, { recursive: true });
    },
  };
}

async function keep(folder: string, statePath: string, settings: FacetSettings): Promise<void> {
  const { modelPath, kvType, slidingWindow } = settings;
  const state = parseState(await readFile(statePath));
  const { tokens } = state;
  // Facet keeps the tokens elsewhere.
  const payload = writtenState({ ...state, tokens: [] });
  const kept = new KeptFolder(folder);
  const partial = kept.newPartial();
  await writeFile(partial, payload);
  const build = engineBuild({ version: checkedVersion, gpu: false });
  const identity = {
    path: keyOf([modelPath]),
    file: await modelFileIdentity(modelPath),
    settings: settingsKey({ build, kvType, flashAttention: "auto", sizeTokens: null }),
  };
  await sealKeptFile(partial, payload.length, {
    ...identity,
    oldestPosition: Math.max(0, tokens.length - slidingWindow),
    isBeginning: false,
    ...writtenCells(tokens, { nameOf: noMedia, cellOf: noMedia }),
  });
  kept.place(partial, newContextName(identity), ["benchmark"]);
}

const noMedia = () => {
  throw new Error("The text has no media");
};
