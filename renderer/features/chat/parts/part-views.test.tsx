import { renderToStaticMarkup } from "react-dom/server";
import { beforeEach, describe, expect, it } from "vitest";
import { defaultChatSettings } from "../../../../shared/chat/default-chat-settings.ts";
import type { MessagePart, PartType, ToolCallPart } from "../../../../shared/chat/message-part.ts";
import type { Message } from "../../../../shared/chat/message.ts";
import type { RemoteServer } from "../../../../shared/models/remote-server.ts";
import type { RunPhase } from "../../../../shared/chat/run.ts";
import { ChatHostContext, type ChatHost } from "../chat-host.ts";
import { useChat } from "../state/chat-store.ts";
import { liveChatFrom } from "../state/live-chat.ts";
import { ExchangeContext } from "./exchange-context.ts";
import { PartRows } from "./PartRows.tsx";
import { partViews } from "./part-views.tsx";
import { messageWith } from "../../../../tests/fixtures/message-parts.ts";

const call: ToolCallPart = {
  id: "call",
  type: "tool-call",
  status: "complete",
  callId: "1",
  name: "read_file",
  arguments: { path: "notes.txt", lines: 20, tags: ["a", "b"] },
  approval: "allowed",
  state: "done",
  durationMs: 1_240,
};

/** One part of each type, and a text that it shows. */
const examples: Readonly<Record<PartType, readonly [MessagePart, string]>> = {
  text: [{ id: "1", type: "text", status: "complete", text: "Some *Markdown*" }, "<em>Markdown</em>"],
  reasoning: [
    { id: "2", type: "reasoning", status: "complete", text: "Hm", durationMs: 2_000 },
    "Reasoning · 2\u00a0s",
  ],
  "tool-call": [call, "notes.txt"],
  "tool-result": [
    { id: "4", type: "tool-result", status: "complete", callId: "x", name: "add", text: "3", isError: false },
    "Result of add",
  ],
  source: [
    {
      id: "5",
      type: "source",
      status: "complete",
      title: "The sky",
      url: "https://example.com/sky",
      excerpt: "It is blue.",
    },
    "It is blue.",
  ],
  media: [
    {
      id: "6",
      type: "media",
      status: "complete",
      kind: "image",
      hash: "h",
      mediaType: "image/png",
      name: "photo.png",
      sizeBytes: 1,
      budget: null,
      prepared: [],
      widthPx: 1,
      heightPx: 1,
      durationMs: null,
      thumbnailHash: null,
    },
    "attached photo.png",
  ],
  file: [{ id: "7", type: "file", status: "complete", name: "a.txt", text: "a" }, "attached a.txt"],
  receipt: [{ id: "8", type: "receipt", status: "complete", text: "a receipt" }, "a receipt"],
  transcript: [{ id: "9", type: "transcript", status: "complete", text: "a transcript" }, "a transcript"],
  unknown: [
    { id: "10", type: "unknown", status: "complete", storedType: "hologram", payload: {} },
    "Made by a newer version of Facet",
  ],
};

const host = {
  servers: [],
  newChat: { modelId: "gemma.gguf", thinking: true },
  media: { Attached: ({ attachments }) => <>attached {attachments.map(({ name }) => name).join(", ")}</> },
  tasks: { TaskReply: ({ reply }) => <>task {reply.task?.name}</> },
} as Pick<ChatHost, "servers" | "newChat"> & {
  media: Partial<ChatHost["media"]>;
  tasks: Partial<ChatHost["tasks"]>;
} as ChatHost;

function html(...parts: readonly MessagePart[]): string {
  return htmlWith(host, parts);
}

function htmlWith(value: ChatHost, parts: readonly MessagePart[]): string {
  return renderToStaticMarkup(
    <ChatHostContext value={value}>
      <PartRows parts={parts} messageId="r" />
    </ChatHostContext>,
  )
    .replace(/ class="[^"]*"/g, "")
    .replace(/ dir="auto"/g, "");
}

function reply(parts: readonly MessagePart[], more: Partial<Message> = {}): Message {
  return messageWith({ id: "r", role: "assistant", parts, status: { type: "streaming" }, ...more });
}

/** Opens a chat whose reply is being generated. */
function openChat(parts: readonly MessagePart[], phase: RunPhase): void {
  const head = { id: "c", title: "", createdAtMs: 0, updatedAtMs: 0, modelId: "m", modelName: "M" };
  const conversation = {
    ...head,
    settings: defaultChatSettings,
    activeLeafId: "r",
    messages: [reply(parts)],
  };
  const run = { runId: "run", conversationId: "c", messageId: "r", phase, seq: 0 };
  useChat.setState({ place: { type: "open", chat: liveChatFrom({ conversation, runs: [run] }, 0) } });
}

beforeEach(() => useChat.setState({ place: { type: "new" } }));

describe("the registry of parts", () => {
  it.each(Object.entries(examples))("draws a part of the type %s", (type, [part, words]) => {
    expect(part.type).toBe(type);
    expect(html(part)).toContain(words);
  });

  it("has a view for each type and for no other", () => {
    expect(Object.keys(partViews).sort()).toEqual(Object.keys(examples).sort());
  });

  it("draws the parts of a message in its order", () => {
    const parts = (["reasoning", "text", "tool-call", "source", "unknown"] as const).map(
      (type) => examples[type],
    );
    const markup = html(...parts.map(([part]) => part));
    const places = parts.map(([, words]) => markup.indexOf(words));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  it("shows the type of a part that a newer version made", () => {
    expect(html(examples.unknown[0])).toContain("<code>hologram</code>");
  });

  it("leaves receipts and transcripts to the view of their task", () => {
    const parts = [examples.transcript[0], { ...examples.transcript[0], id: "11" }];
    const message = reply(parts, { task: { name: "transcribe", each: "clip" } });
    const markup = renderToStaticMarkup(
      <ChatHostContext value={host}>
        <ExchangeContext value={{ reply: message, question: reply([], { id: "q", role: "user" }) }}>
          <PartRows parts={parts} messageId="r" />
        </ExchangeContext>
      </ChatHostContext>,
    );
    expect(markup).toBe("task transcribe");
  });
});

describe("a reasoning part", () => {
  const streaming: MessagePart = {
    id: "a",
    type: "reasoning",
    status: "streaming",
    text: "First",
    durationMs: null,
  };

  it("is a closed disclosure once it is complete, and an open one where the user left it open", () => {
    const [part] = examples.reasoning;
    expect(html(part)).toContain('aria-expanded="false"');
    expect(html({ ...part, isOpen: true } as MessagePart)).toContain('aria-expanded="true"');
  });

  it("is open while it is generated", () => {
    const markup = html(streaming);
    expect(markup).toContain('aria-expanded="true"');
    expect(markup).toContain("First");
  });

  it("says that it was cut short", () => {
    expect(html({ ...examples.reasoning[0], isCutShort: true } as MessagePart)).toContain(
      "Reasoning · 2\u00a0s · cut short",
    );
  });

  it("offers Answer now while the model is reasoning, and only then", () => {
    openChat([streaming], { type: "reasoning", elapsedMs: 3_000 });
    expect(html(streaming)).toContain("Answer now</button>");
    expect(html(examples.reasoning[0])).not.toContain("Answer now");
    openChat([streaming], { type: "paused" });
    expect(html(streaming)).not.toContain("Answer now");
  });

  it.each([
    [true, "offers"],
    [false, "does not offer"],
  ])("with a server that can end reasoning: %s, it %s Answer now", (canEndReasoning) => {
    const model = { id: "remote:s/m", serverId: "s", name: "m", canEndReasoning };
    const server = { id: "s", name: "Lab", url: "http://lab/v1", models: [model] } as unknown as RemoteServer;
    openChat([streaming], { type: "reasoning", elapsedMs: 3_000 });
    const remote = { ...host, servers: [server], newChat: { modelId: model.id, thinking: true } };
    expect(htmlWith(remote, [streaming]).includes("Answer now")).toBe(canEndReasoning);
  });
});

describe("a tool call", () => {
  it("is a group with its name, arguments, state and time", () => {
    const markup = html(call);
    expect(markup).toContain('<div role="group" aria-label="Tool call: read_file">');
    expect(markup).toContain("<dt>path</dt>");
    expect(markup).toContain("[&quot;a&quot;,&quot;b&quot;]");
    expect(markup).toContain("Done · 1.2\u00a0s");
    expect(markup).not.toContain("Allow");
  });

  it.each([
    ["Waiting", { state: "waiting" }],
    ["Needs your approval", { state: "waiting", approval: "pending" }],
    ["Running", { state: "running" }],
    ["Failed", { state: "failed" }],
    ["Interrupted", { state: "interrupted" }],
    ["Denied", { state: "failed", approval: "denied" }],
  ] as const)("says %s", (words, change) => {
    expect(html({ ...call, durationMs: null, ...change })).toContain(words);
  });

  it("folds its result, and says when that is an error", () => {
    const result = {
      id: "r",
      type: "tool-result",
      status: "complete",
      callId: "1",
      name: "read_file",
    } as const;
    const done = html(call, { ...result, text: "secret words", isError: false });
    expect(done).toContain('aria-expanded="false"');
    expect(done).toContain("Result</button>");
    expect(done).not.toContain("secret words");
    expect(done.match(/role="group"/g)).toHaveLength(1);
    const failed = html(call, { ...result, text: "no such file", isError: true });
    expect(failed).toContain("Failed");
    expect(failed).toContain("Error message</button>");
  });

  it("shows names and arguments as text", () => {
    const odd = { ...call, name: "<b>x</b>", arguments: { "<i>": "<img src=x onerror=alert(1)>" } };
    expect(html(odd)).not.toMatch(/<(b|i|img)[ >]/);
  });
});

describe("a source", () => {
  const source = (url: string, title = "The sky"): MessagePart => ({
    id: "s",
    type: "source",
    status: "complete",
    title,
    url,
    excerpt: null,
  });

  it("links to its page in another window, and shows the host it leads to", () => {
    const markup = html(source("https://example.com/sky"));
    expect(markup).toContain('href="https://example.com/sky"');
    expect(markup).toContain('target="_blank" rel="noopener noreferrer"');
    expect(markup).toContain("<p>example.com</p>");
  });

  it.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "facet:a",
    "mailto:a@example.com",
    "/x",
  ])("is not a link to %s", (url) => {
    const markup = html(source(url));
    expect(markup).not.toContain("<a");
    expect(markup).toContain("The sky");
  });

  it("is named by its host when it has no title", () => {
    expect(html(source("https://example.com/sky", " "))).toContain('aria-label="Source: example.com"');
  });
});
