import { renderToStaticMarkup } from "react-dom/server";
import { beforeEach, describe, expect, it } from "vitest";
import { demoModelId } from "../../../../shared/models/model.ts";
import type { RemoteModel, RemoteServer } from "../../../../shared/models/remote-server.ts";
import { ChatHostContext, type ChatHost } from "../chat-host.ts";
import { StartScreen } from "../start/StartScreen.tsx";
import { useChat } from "../state/chat-store.ts";
import { ComposerNotices } from "./ComposerNotices.tsx";
import { MessageDestination } from "./MessageDestination.tsx";
import { listedModel } from "../../../../tests/fixtures/listed-model.ts";

const demo = { ...listedModel(demoModelId), name: "Facet Demo" };

const model: RemoteModel = {
  id: "remote:s/gemma-4",
  serverId: "s",
  name: "gemma-4",
  contextSizeTokens: 8192,
  sees: false,
  hears: false,
  canThink: true,
  hasReasoningBudget: false,
  canEndReasoning: false,
};

const lab: RemoteServer = {
  id: "s",
  name: "Lab",
  url: "http://192.168.1.5:8080/v1",
  hasKey: false,
  state: { type: "ready", dialect: "vllm" },
  models: [model],
};

const offline: RemoteServer["state"] = {
  type: "failed",
  error: { code: "server-offline", message: "", data: { host: "192.168.1.5:8080" } },
};

function html(servers: readonly RemoteServer[], modelId = model.id): string {
  const host = { models: [demo], servers, newChat: { modelId, thinking: false } } as Pick<
    ChatHost,
    "models" | "servers" | "newChat"
  > as ChatHost;
  return renderToStaticMarkup(
    <ChatHostContext value={host}>
      <ComposerNotices onRetry={() => undefined} />
      <MessageDestination id="d" />
    </ChatHostContext>,
  );
}

beforeEach(() => useChat.setState({ place: { type: "new" } }));

describe("below the message box", () => {
  it("says which host the messages go to", () => {
    expect(html([lab])).toContain("Messages go to 192.168.1.5:8080.");
  });

  it("says that another program on this computer gets them", () => {
    const here = html([{ ...lab, url: "http://localhost:11434/v1" }]);
    expect(here).toContain("another program on this computer (localhost:11434)");
  });

  it("says nothing for a local model", () => {
    expect(html([lab], demoModelId)).toBe("");
  });

  it("says that a server can’t be reached, and offers to try again", () => {
    const markup = html([{ ...lab, state: offline }]);
    expect(markup).toContain("192.168.1.5:8080 can’t be reached. Check that it is running.");
    expect(markup).toContain("Try again</button>");
  });

  it("leads to the servers where a key is needed", () => {
    const error = { code: "server-refused-key", message: "", data: { host: "h", hasKey: false } } as const;
    const markup = html([{ ...lab, state: { type: "failed", error } }]);
    expect(markup).toContain("Open Models</button>");
    expect(markup).not.toContain("Try again");
  });

  it("says that the server is still loading its model", () => {
    const markup = html([{ ...lab, state: { type: "loading", dialect: "llama-server" } }]);
    expect(markup).toContain("still loading its model");
  });
});

describe("a model that can’t be used", () => {
  it("is reported with its server when the server no longer has it", () => {
    const markup = html([{ ...lab, models: [] }]);
    expect(markup).toContain("Lab no longer has gemma-4");
    expect(markup).toContain("Refresh</button>");
  });

  it("is reported by its own name when its server was removed", () => {
    const markup = html([]);
    expect(markup).toContain("The server of gemma-4 was removed");
    expect(markup).toContain("Open Models</button>");
    expect(markup).not.toContain("on this computer");
  });

  it("is not reported as gone while its server can’t be reached", () => {
    expect(html([{ ...lab, state: offline, models: [] }])).not.toContain("no longer has");
  });
});

describe("the start screen", () => {
  const start = (servers: readonly RemoteServer[], modelId: string) => {
    const host = {
      models: [demo],
      servers,
      newChat: { modelId, thinking: false },
      tasks: {},
      media: { useReadiness: () => "none" },
    } as unknown as ChatHost;
    return renderToStaticMarkup(
      <ChatHostContext value={host}>
        <StartScreen />
      </ChatHostContext>,
    );
  };

  it("claims that nothing leaves the computer only for a local model", () => {
    expect(start([lab], demoModelId)).toContain("Nothing you write leaves it.");
    for (const servers of [[lab], [{ ...lab, url: "http://localhost:1234/v1" }], []])
      expect(start(servers, model.id)).not.toContain("Nothing you write leaves it.");
  });

  it("names the host of another computer", () => {
    expect(start([lab], model.id)).toContain("What you write goes to 192.168.1.5:8080.");
  });
});
