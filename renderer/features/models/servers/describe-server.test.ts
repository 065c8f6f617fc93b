import { describe, expect, it } from "vitest";
import type { RemoteModel, RemoteServer } from "../../../../shared/models/remote-server.ts";
import { catalogs } from "../../../i18n/i18n.ts";
import { describeState, otherHosts, destinationOf, placeOf, remoteModelFacts } from "./describe-server.ts";

const words = catalogs.en.servers;

const model: RemoteModel = {
  id: "remote:s/gemma",
  serverId: "s",
  name: "gemma",
  contextSizeTokens: 131_072,
  sees: true,
  hears: false,
  canThink: true,
  hasReasoningBudget: true,
  canEndReasoning: true,
};

const server = (change: Partial<RemoteServer> = {}): RemoteServer => ({
  id: "s",
  name: "Lab",
  url: "http://192.168.1.5:8080/v1",
  hasKey: false,
  state: { type: "ready", dialect: "lm-studio" },
  models: [model],
  ...change,
});

describe("the state of a server", () => {
  it("names its program and counts its models", () => {
    expect(describeState(server(), words)).toBe("LM Studio · 1 model");
    expect(describeState(server({ models: [model, model] }), words)).toBe("LM Studio · 2 models");
  });

  it("does not name a program that is not known", () => {
    const other = server({ state: { type: "ready", dialect: "openai-compatible" } });
    expect(describeState(other, words)).toBe("OpenAI-compatible server · 1 model");
  });

  it("tells that the model is loading", () => {
    const loading = server({ state: { type: "loading", dialect: "llama-server" } });
    expect(describeState(loading, words)).toMatch(/^llama-server · loading its model/);
  });
});

describe("where messages go", () => {
  it("lists the hosts of other computers only", () => {
    const local = server({ url: "http://localhost:11434/v1" });
    expect(otherHosts([server(), local])).toEqual(["192.168.1.5:8080"]);
  });

  it("names the host of another computer", () => {
    expect(placeOf(server(), words)).toBe("on Lab (192.168.1.5:8080)");
    expect(placeOf(server({ name: "192.168.1.5:8080" }), words)).toBe("on 192.168.1.5:8080");
    expect(destinationOf(server().url, words)).toContain("leave this computer and go to 192.168.1.5:8080");
  });

  it("tells that a connection is not encrypted", () => {
    expect(destinationOf("http://lab/v1", words)).toContain("without encryption");
    expect(destinationOf("https://lab/v1", words)).not.toContain("without encryption");
  });

  it.each(["http://localhost:11434/v1", "http://127.0.0.1:8080/v1", "http://[::1]:1234/v1"])(
    "does not claim that messages to %s leave this computer",
    (url) => {
      expect(placeOf(server({ url }), words)).toBe("on this computer, by another program");
      expect(destinationOf(url, words)).not.toContain("leave");
    },
  );
});

it("describes what a model takes, and a context size that is not known", () => {
  const { en } = catalogs;
  expect(remoteModelFacts(model, en, "en")).toBe("128K context · input: text and images, no audio");
  const unknown = remoteModelFacts({ ...model, contextSizeTokens: null }, en, "en");
  expect(unknown).toMatch(/^context length not reported/);
});
