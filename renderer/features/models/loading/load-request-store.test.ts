import { beforeEach, describe, expect, it } from "vitest";
import type { MemoryShortage } from "../../../../shared/models/memory-shortage.ts";
import { replaceBridge } from "../../../ipc/client.ts";
import { initialModels } from "../models-state.ts";
import { useChoice, useModels, whileChoosing } from "../models-store.ts";
import {
  askToLoad,
  dismissLoad,
  followEngine,
  loadAnyway,
  loadWith,
  useUndecidedLoad,
} from "./load-request-store.ts";
import { listedModel } from "../../../../tests/fixtures/listed-model.ts";

const model = listedModel("a.gguf");
const shortage: MemoryShortage = {
  neededBytes: 9e9,
  freeBytes: 4e9,
  alternatives: [{ type: "shorter-context", contextTokens: 8_192 }],
  others: [],
};

let requests: (readonly [string, unknown])[];
let answer: MemoryShortage | null;

beforeEach(() => {
  requests = [];
  answer = null;
  useModels.setState({ ...initialModels, models: [model] });
  useUndecidedLoad.setState({ load: null });
  replaceBridge({
    request: async (name, input) => {
      requests.push([name, input]);
      return { ok: true, value: (name === "models.checkLoad" ? answer : null) as never };
    },
    putMedia: () => Promise.reject(new Error("Not used in this test")),
    subscribe: () => () => undefined,
    onConnectionChange: () => () => undefined,
  });
});

const undecided = () => useUndecidedLoad.getState().load;

describe("choosing a model", () => {
  it("loads one that fits", async () => {
    await askToLoad(model, "c");
    expect(undecided()).toBeNull();
    expect(requests).toEqual([
      ["models.checkLoad", { modelId: "a.gguf", contextTokens: null }],
      ["conversations.configure", { conversationId: "c", modelId: "a.gguf" }],
      ["models.select", { modelId: "a.gguf", anyway: false }],
    ]);
  });

  it("counts as chosen from the press on, so that a message sent meanwhile goes to it", async () => {
    const chosen = () => useChoice.getState().modelId;
    const asking = askToLoad(model, null);
    expect(chosen()).toBe("a.gguf");
    await asking;
    expect(chosen()).toBeNull();
    // A later choice takes its place, and the end of the earlier one leaves it alone.
    const [first, second] = [Promise.withResolvers<null>(), Promise.withResolvers<null>()];
    const earlier = whileChoosing("a.gguf", () => first.promise);
    const later = whileChoosing("b.gguf", () => second.promise);
    first.resolve(null);
    await earlier;
    expect(chosen()).toBe("b.gguf");
    second.resolve(null);
    await later;
    expect(chosen()).toBeNull();
  });

  it("asks before it loads one that does not fit, and loads it anyway on request", async () => {
    answer = shortage;
    await askToLoad(model, null);
    expect(undecided()).toEqual({ model, conversationId: null, shortage, isWaiting: false });
    expect(requests).toHaveLength(1);
    loadAnyway();
    expect(undecided()).toBeNull();
    expect(requests.slice(1)).toEqual([["models.select", { modelId: "a.gguf", anyway: true }]]);
  });
});

describe("a load that the engine holds", () => {
  const held = { type: "held", modelId: "a.gguf", contextTokens: null, ...shortage } as const;

  it("is shown until the engine no longer holds it", () => {
    followEngine(held, [model], null);
    expect(undecided()).toMatchObject({ model, shortage, isWaiting: true });
    followEngine({ type: "loading", modelId: "a.gguf", progress: 0 }, [model], null);
    expect(undecided()).toBeNull();
  });

  it("is cancelled when the dialog is dismissed", () => {
    followEngine(held, [model], null);
    dismissLoad();
    expect(requests).toEqual([["models.decide", { modelId: "a.gguf", decision: "leave" }]]);
  });

  it("is checked again with the settings of an alternative", async () => {
    followEngine(held, [model], null);
    await loadWith({ type: "shorter-context", contextTokens: 8_192 });
    expect(requests).toMatchObject([
      ["models.configure", { modelId: "a.gguf", settings: { contextTokens: 8_192, kvType: "f16" } }],
      ["models.decide", { modelId: "a.gguf", decision: "again" }],
    ]);
  });
});
