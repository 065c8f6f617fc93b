import { describe, expect, it } from "vitest";
import { parseRemoteModelId, remoteModelId, shownModelName } from "./remote-server.ts";

describe("the id of a remote model", () => {
  it.each(["gemma4:e4b", "google/gemma-4-e4b-it", "/models/gemma.gguf"])("holds the name %s", (name) => {
    expect(parseRemoteModelId(remoteModelId("a-server", name))).toEqual({ serverId: "a-server", name });
  });

  it.each(["gemma.gguf", "facet:demo", "folder/gemma.gguf", "remote:"])("is not %s", (id) => {
    expect(parseRemoteModelId(id)).toBeNull();
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
