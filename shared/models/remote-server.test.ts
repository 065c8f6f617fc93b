import { describe, expect, it } from "vitest";
import {
  findRemoteModel,
  parseRemoteModelId,
  remoteModelId,
  shownModelName,
  type RemoteServer,
} from "./remote-server.ts";

const server: RemoteServer = {
  id: "s1",
  name: "Lab",
  url: "http://lab:8080/v1",
  hasKey: false,
  state: { type: "ready", dialect: "vllm" },
  models: [
    {
      id: "remote:s1/google/gemma-4",
      serverId: "s1",
      name: "google/gemma-4",
      contextSizeTokens: 8192,
      sees: true,
      hears: false,
      canThink: true,
      hasReasoningBudget: true,
      canEndReasoning: false,
    },
  ],
};

describe("parseRemoteModelId", () => {
  it("reads what remoteModelId writes, also where the name has slashes", () => {
    const id = remoteModelId("s1", "google/gemma-4");
    expect(parseRemoteModelId(id)).toEqual({ serverId: "s1", name: "google/gemma-4" });
  });

  it.each(["gemma.gguf", "facet:demo", "ollama:gemma/latest", "remote:s1", ""])(
    "takes %j for the id of a local model",
    (id) => {
      expect(parseRemoteModelId(id)).toBeNull();
    },
  );
});

describe("findRemoteModel", () => {
  it("finds a model and its server", () => {
    const id = remoteModelId("s1", "google/gemma-4");
    expect(findRemoteModel([server], id)).toEqual({ server, model: server.models[0] });
  });

  it("finds the server of a model that the server does not list", () => {
    expect(findRemoteModel([server], "remote:s1/other")).toEqual({ server, model: null });
  });

  it.each(["remote:s2/google/gemma-4", "gemma.gguf"])("finds nothing for %s", (id) => {
    expect(findRemoteModel([server], id)).toBeNull();
  });
});

describe("shownModelName", () => {
  it.each([
    ["google/gemma-4-e4b-it", "google/gemma-4-e4b-it"],
    ["gemma4:e4b", "gemma4:e4b"],
    ["/models/gemma-4-E4B-it-Q4_0.gguf", "gemma-4-E4B-it-Q4_0"],
    ["C:\\models\\gemma.gguf", "gemma"],
    ["gemma.gguf", "gemma"],
    ["/home/me/mlx/gemma-4-4bit", "gemma-4-4bit"],
  ])("shows %s as %s", (name, shown) => {
    expect(shownModelName(name)).toBe(shown);
  });
});
