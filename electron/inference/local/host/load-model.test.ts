import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { Projector } from "../../../../native/media.ts";
import { describeWithAddon } from "../../../../tests/fixtures/describe-with-addon.ts";
import { fixtureModel, fixtureProjector } from "../../../../tests/fixtures/models.ts";
import { LiveContext } from "./cells/live-context.ts";
import { openLlamaLibrary, type LlamaLibrary } from "./llama-library.ts";
import { loadModel } from "./load-model.ts";

let library: LlamaLibrary;
beforeAll(async () => {
  library = await openLlamaLibrary();
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => library.llama.dispose());

async function load(signal: AbortSignal) {
  const [modelPath, projectorPath] = [await fixtureModel("dense"), await fixtureProjector("gemma4v")];
  const request = { modelId: "m", modelPath, projectorPath, contextLength: 512 };
  return loadModel(library, request, { onProgress: () => null, signal, scratchFolder: null });
}

describeWithAddon("a load that fails during warm-up", () => {
  it("frees everything when it is superseded", async () => {
    const closed = vi.spyOn(Projector.prototype, "close");
    const abort = new AbortController();
    const warmUp = vi.spyOn(LiveContext.prototype, "warmUp").mockImplementation(function (this: LiveContext) {
      warmUp.mockRestore();
      abort.abort(new Error("another one"));
      return this.warmUp(2, abort.signal);
    });
    await expect(load(abort.signal)).rejects.toThrow("another one");
    expect(closed).toHaveBeenCalledOnce();
  });

  it("rejects with `model-load-failed` and frees everything when the evaluation fails", async () => {
    const closed = vi.spyOn(Projector.prototype, "close");
    vi.spyOn(LiveContext.prototype, "warmUp").mockRejectedValue(new Error("Eval has failed"));
    await expect(load(new AbortController().signal)).rejects.toMatchObject({
      code: "model-load-failed",
      message: "The model cannot be loaded: Eval has failed",
    });
    expect(closed).toHaveBeenCalledOnce();
    vi.restoreAllMocks();
    const model = await load(new AbortController().signal);
    expect(model.context.usedTokens).toBe(0);
    await model.dispose();
  });
});
