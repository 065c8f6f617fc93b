import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { defaultChatSettings } from "../../../../shared/chat/default-chat-settings.ts";
import { textOf, type Message } from "../../../../shared/chat/message.ts";
import type { ReasoningPart } from "../../../../shared/chat/message-part.ts";
import type { Bridge } from "../../../../shared/ipc/bridge.ts";
import type { ConversationView } from "../../../../shared/ipc/conversation-routes.ts";
import type { SentMessage } from "../../../../shared/ipc/chat-routes.ts";
import type { EventMessage } from "../../../../shared/ipc/contract.ts";
import type { Failure, Result } from "../../../../shared/ipc/result.ts";
import { replaceBridge } from "../../../ipc/client.ts";
import { configure, regenerate, sendDraft, stopReply } from "./chat-actions.ts";
import { openChatOf, receiveEvent, refetch, showConversation, useChat } from "./chat-store.ts";
import { changeDraft, draftKey, draftOf, useDrafts } from "./drafts.ts";
import { answerNow, openReasoning } from "./reasoning-actions.ts";
import { messageWith } from "../../../../tests/fixtures/message-parts.ts";

type ScriptedResult = Result<unknown> | Promise<Result<unknown>>;

/** A host with scripted answers that records the requests. */
class Host implements Bridge {
  readonly asked: { name: string; input: unknown }[] = [];
  readonly answers = new Map<string, (input: unknown) => ScriptedResult>();

  answer(name: string, give: (input: unknown) => ScriptedResult): void {
    this.answers.set(name, give);
  }

  readonly request: Bridge["request"] = async (name, input) => {
    this.asked.push({ name, input });
    const give = this.answers.get(name);
    return (await (give ? give(input) : { ok: true, value: null })) as never;
  };
  readonly putMedia: Bridge["putMedia"] = () => Promise.reject(new Error("No upload is expected"));
  readonly subscribe = () => () => undefined;
  readonly onConnectionChange = () => () => undefined;

  count(name: string): number {
    return this.asked.filter((each) => each.name === name).length;
  }
}

const defaults = { modelId: "m", thinking: true };
const summary = { id: "c", title: "Hello", createdAtMs: 0, updatedAtMs: 0 };
const sent: SentMessage = { conversation: summary, userMessageId: "q", replyId: "r", runId: "run" };

const message = (id: string, more: Partial<Message>): Message => messageWith({ id, ...more });

const reasoning: ReasoningPart = {
  id: "a",
  type: "reasoning",
  status: "complete",
  text: "Hm",
  durationMs: 500,
};

/** The chat with one question and a reply that is being generated. */
function view(replyText: string, seq: number): ConversationView {
  const question = message("q", { parts: [{ id: "qt", type: "text", status: "complete", text: "Hello" }] });
  const reply = message("r", {
    parentId: "q",
    role: "assistant",
    status: { type: "streaming" },
    parts: [reasoning, { id: "t", type: "text", status: "streaming", text: replyText }],
  });
  return {
    conversation: {
      ...summary,
      modelId: "m",
      modelName: "M",
      settings: defaultChatSettings,
      activeLeafId: "r",
      messages: [question, reply],
    },
    runs: [{ runId: "run", conversationId: "c", messageId: "r", phase: { type: "answering" }, seq }],
  };
}

function delta(seq: number, text: string): EventMessage {
  return {
    event: "chat.part",
    data: { type: "part-delta", runId: "run", conversationId: "c", messageId: "r", seq, partId: "t", text },
  };
}

function failure(code: Failure["code"]): Result<never> {
  return { ok: false, error: { code, message: "", data: {} } };
}

function replyText(): string {
  const reply = openChatOf(useChat.getState())?.messages.get("r");
  return reply ? textOf(reply) : "";
}

function reasoningOf() {
  const parts = openChatOf(useChat.getState())?.messages.get("r")?.parts ?? [];
  return parts.filter(({ type }) => type === "reasoning");
}

/** Events are queued until the next frame; a hidden page uses a timer instead. */
async function nextFrame(): Promise<void> {
  await vi.advanceTimersByTimeAsync(500);
}

let host: Host;

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal("document", { visibilityState: "hidden" });
  host = new Host();
  replaceBridge(host);
  host.answer("conversations.get", () => ({ ok: true, value: view("", 0) }));
  host.answer("chat.send", () => ({ ok: true, value: sent }));
  useDrafts.setState({ texts: {} });
  await showConversation(null);
  useChat.setState({ newChatSettings: {}, sendFailure: null, sendingFrom: [], reasoningOpen: {} });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("sendDraft", () => {
  it("creates a chat with the settings chosen for it, and opens it", async () => {
    await configure({ temperature: 0.3 });
    changeDraft("new", "Hello");
    expect(await sendDraft(defaults)).toBe("c");
    expect(host.asked.find(({ name }) => name === "chat.send")?.input).toEqual({
      attachments: [],
      prompt: "",
      conversationId: null,
      task: null,
      text: "Hello",
      modelId: "m",
      settings: { ...defaultChatSettings, thinking: true, temperature: 0.3 },
    });
    expect(openChatOf(useChat.getState())?.head.id).toBe("c");
    expect(draftOf("new")).toBe("");
  });

  it("keeps the draft when the host refuses the message", async () => {
    host.answer("chat.send", () => failure("no-model"));
    changeDraft("new", "Hello");
    expect(await sendDraft(defaults)).toBeNull();
    expect(draftOf("new")).toBe("Hello");
    expect(useChat.getState().sendFailure?.code).toBe("no-model");
  });

  it("keeps text that was typed while the message was being sent", async () => {
    changeDraft("new", "Hello");
    const sending = sendDraft(defaults);
    changeDraft("new", "Hello and more");
    await sending;
    expect(draftOf("new")).toBe(" and more");
  });

  it("sends a message once, however often Enter is pressed", async () => {
    changeDraft("new", "Hello");
    await Promise.all([sendDraft(defaults), sendDraft(defaults), sendDraft(defaults)]);
    expect(host.count("chat.send")).toBe(1);
  });

  it("sends nothing when the draft is blank", async () => {
    changeDraft("new", " \n ");
    await sendDraft(defaults);
    expect(host.count("chat.send")).toBe(0);
  });

  it("removes the draft after a refetch when the message arrived but its response was lost", async () => {
    await showConversation("c");
    changeDraft(draftKey("c"), "Hello");
    host.answer("chat.send", () => failure("disconnected"));
    await sendDraft(defaults);
    expect(draftOf("c")).toBe("Hello");
    await refetch();
    expect(draftOf("c")).toBe("");
    expect(useChat.getState().sendFailure).toBeNull();
  });

  it("does not return the user to a chat they have left", async () => {
    changeDraft("new", "Hello");
    host.answer("conversations.get", (input) => ({
      ok: true,
      value: {
        ...view("", 0),
        conversation: { ...view("", 0).conversation, ...(input as object), id: "other" },
      },
    }));
    const sending = sendDraft(defaults);
    await showConversation("other");
    expect(await sending).toBeNull();
    expect(openChatOf(useChat.getState())?.head.id).toBe("other");
  });
});

describe("an opened chat", () => {
  it("applies text that arrived while it was being fetched, once", async () => {
    let answer: (result: Result<unknown>) => void = () => undefined;
    host.answer("conversations.get", () => new Promise((resolve) => (answer = resolve)));
    const opening = showConversation("c");
    for (const event of [delta(1, "One "), delta(2, "two "), delta(3, "three")]) receiveEvent(event);
    await nextFrame();
    answer({ ok: true, value: view("One two ", 2) });
    await opening;
    expect(replyText()).toBe("One two three");
  });

  it("is fetched again, once, when text is missing, and is then complete", async () => {
    await showConversation("c");
    receiveEvent(delta(1, "One "));
    await nextFrame();
    host.answer("conversations.get", () => ({ ok: true, value: view("One two three ", 3) }));
    for (const event of [delta(3, "three "), delta(4, "four")]) receiveEvent(event);
    await nextFrame();
    expect(replyText()).toBe("One two three four");
    expect(host.count("conversations.get")).toBe(2);
  });

  it("changes once for all events between two frames", async () => {
    await showConversation("c");
    let changes = 0;
    const end = useChat.subscribe(() => (changes += 1));
    for (let seq = 1; seq <= 50; seq += 1) receiveEvent(delta(seq, "x"));
    await nextFrame();
    end();
    expect(replyText()).toHaveLength(50);
    expect(changes).toBe(1);
  });

  it("stays on screen while the host is disconnected", async () => {
    await showConversation("c");
    host.answer("conversations.get", () => failure("disconnected"));
    await refetch();
    expect(useChat.getState().place.type).toBe("open");
  });

  it("has an error when it cannot be opened", async () => {
    host.answer("conversations.get", () => failure("storage-failed"));
    await showConversation("c");
    expect(useChat.getState().place).toMatchObject({ type: "failed", error: { code: "storage-failed" } });
  });

  it("is dropped when another chat was opened before the response arrived", async () => {
    let answer: (result: Result<unknown>) => void = () => undefined;
    host.answer("conversations.get", () => new Promise((resolve) => (answer = resolve)));
    const opening = showConversation("c");
    await showConversation(null);
    answer({ ok: true, value: view("", 0) });
    await opening;
    expect(useChat.getState().place.type).toBe("new");
  });
});

describe("actions in a chat", () => {
  it("stops the reply that is being generated", async () => {
    expect(stopReply()).toBe(false);
    await showConversation("c");
    expect(stopReply()).toBe(true);
    expect(host.asked.at(-1)).toEqual({ name: "chat.stop", input: { runId: "run" } });
  });

  it("shows a changed setting at once, and reverts it when the host refuses", async () => {
    await showConversation("c");
    host.answer("conversations.configure", () => failure("storage-failed"));
    const changing = configure({ thinking: true });
    expect(openChatOf(useChat.getState())?.head.settings.thinking).toBe(true);
    await changing;
    expect(openChatOf(useChat.getState())?.head.settings.thinking).toBe(false);
  });

  it("stores which reasoning was opened", async () => {
    await showConversation("c");
    await openReasoning("r", reasoning, true);
    expect(reasoningOf()).toMatchObject([{ id: "a", isOpen: true }]);
    expect(useChat.getState().reasoningOpen).toEqual({ a: true });
    expect(host.asked.at(-1)).toEqual({
      name: "chat.setReasoningOpen",
      input: { messageId: "r", partId: "a", isOpen: true },
    });
    await openReasoning("r", reasoning, false);
    expect(reasoningOf()).toEqual([reasoning]);
  });

  it("asks for the answer of the reply that is reasoning", async () => {
    await answerNow("run");
    expect(host.asked.at(-1)).toEqual({ name: "chat.answerNow", input: { runId: "run" } });
  });
});

describe("regenerate", () => {
  it("sends one request for a double click, and another one later", async () => {
    let finish: (result: Result<unknown>) => void = () => undefined;
    host.answer("chat.regenerate", () => new Promise((resolve) => (finish = resolve)));
    const both = [regenerate("r"), regenerate("r")];
    expect(host.count("chat.regenerate")).toBe(1);
    finish({ ok: true, value: sent });
    await Promise.all(both);
    host.answer("chat.regenerate", () => ({ ok: true, value: sent }));
    await regenerate("r");
    expect(host.count("chat.regenerate")).toBe(2);
  });
});
