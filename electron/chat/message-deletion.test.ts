import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openChatFixture, type ChatFixture } from "../../tests/fixtures/chat-fixture.ts";
import { branchTo, treeOf } from "../../shared/chat/message-tree.ts";
import { AppError } from "../../shared/ipc/result.ts";

let ground: ChatFixture;
let chatId: string;
beforeEach(async () => {
  ground = await openChatFixture();
  chatId = (await ground.exchange("one", "answer one")).conversation.id;
  await ground.exchange("two", "answer two", chatId);
});
afterEach(() => ground.dispose());

/** The shown branch, by the texts of its messages. */
function shown(id = chatId): readonly string[] {
  const { messages, activeLeafId } = ground.store.read(id);
  return branchTo(treeOf(messages), activeLeafId).map(({ parts }) =>
    parts.map((part) => (part.type === "text" ? part.text : part.type)).join(),
  );
}

function idOf(text: string): string {
  const found = ground.store
    .read(chatId)
    .messages.find(({ parts }) => parts.some((part) => part.type === "text" && part.text === text));
  if (!found) throw new Error(`There is no message ${text}`);
  return found.id;
}

const all = ["one", "answer one", "two", "answer two"];

describe("deleting messages", () => {
  it.each([
    ["one", "message", ["answer one", "two", "answer two"]],
    ["answer one", "message", ["one", "two", "answer two"]],
    ["answer two", "message", ["one", "answer one", "two"]],
    ["two", "branch", ["one", "answer one"]],
    ["one", "branch", []],
  ] as const)("of %s with scope %s leaves the rest, and is undone", (text, scope, left) => {
    const deleted = ground.messageDeletion.delete({ messageId: idOf(text), scope });
    expect(shown()).toEqual(left);
    expect(ground.eventsNamed("chat.reshaped")).toEqual([{ conversationId: chatId }]);
    ground.messageDeletion.restore(deleted);
    expect(shown()).toEqual(all);
  });

  it("survives a restart, and what follows a message stays when it is removed for good", async () => {
    const { messageIds } = ground.messageDeletion.delete({ messageId: idOf("two"), scope: "message" });
    ground = await ground.restart();
    expect(shown()).toEqual(["one", "answer one", "answer two"]);
    ground.store.tidyUp(Date.now() + 31 * 86_400_000);
    expect(shown()).toEqual(["one", "answer one", "answer two"]);
    expect(messageIds.map((id) => ground.store.messages.has(id))).toEqual([false]);
  });

  it("hides them from the search until they are restored", () => {
    const deleted = ground.messageDeletion.delete({ messageId: idOf("answer two"), scope: "message" });
    const found = () => ["answer two", "wo"].map((query) => ground.search.find(query)[0]?.messageId ?? null);
    expect(found()).toEqual([null, idOf("two")]);
    ground.messageDeletion.restore(deleted);
    expect(found()).toEqual([deleted.messageIds[0], deleted.messageIds[0]]);
  });

  it("shows another version of what was deleted", async () => {
    const again = ground.chat.regenerate(idOf("answer two"));
    await ground.settle();
    ground.engine.current.say("other answer");
    ground.engine.current.end();
    await ground.settle();
    expect(shown().at(-1)).toBe("other answer");
    const deleted = ground.messageDeletion.delete({ messageId: again.replyId, scope: "branch" });
    expect(shown()).toEqual(all);
    ground.messageDeletion.restore(deleted);
    expect(shown().at(-1)).toBe("other answer");
  });

  it("keeps them out of the next prompt, which begins with a turn of the user", async () => {
    ground.messageDeletion.delete({ messageId: idOf("one"), scope: "message" });
    ground.send("three", { conversationId: chatId });
    await ground.settle();
    expect(ground.engine.current.request.turns.map(({ role, text }) => [role, text])).toEqual([
      ["user", ""],
      ["assistant", "answer one"],
      ["user", "two"],
      ["assistant", "answer two"],
      ["user", "three"],
    ]);
  });

  it("stops a reply that is being written, and keeps its text for Undo", async () => {
    const sent = ground.send("three", { conversationId: chatId });
    await ground.settle();
    ground.engine.current.say("half");
    await ground.settle();
    const deleted = ground.messageDeletion.delete({ messageId: sent.userMessageId ?? "", scope: "message" });
    expect(ground.live.runs()).toEqual([]);
    ground.messageDeletion.restore(deleted);
    expect(shown()).toEqual([...all, "three", "half"]);
  });

  it("is not undone for a message of another chat", async () => {
    const other = await ground.exchange("elsewhere", "there");
    const deleted = ground.messageDeletion.delete({ messageId: other.replyId, scope: "message" });
    expect(() => ground.messageDeletion.restore({ ...deleted, conversationId: chatId })).toThrow(AppError);
    expect(() => ground.store.messages.get(other.replyId)).toThrow(AppError);
  });
});

describe("forking a chat", () => {
  it("copies the branch up to a message, and leaves the old chat alone", async () => {
    const fork = ground.conversations.fork(idOf("answer one"));
    expect(fork.title).toBe("one (2)");
    expect(shown(fork.id)).toEqual(["one", "answer one"]);
    const { messages } = ground.store.read(fork.id);
    expect(messages.map(({ stats }) => stats !== null)).toEqual([false, true]);
    await ground.exchange("else", "answer else", fork.id);
    expect(shown(fork.id)).toEqual(["one", "answer one", "else", "answer else"]);
    expect(shown()).toEqual(all);
    expect(ground.conversations.fork(idOf("one")).title).toBe("one (3)");
  });

  it("copies a reply that is being written as far as it goes", async () => {
    const sent = ground.send("three", { conversationId: chatId });
    await ground.settle();
    ground.engine.current.say("half");
    await ground.settle();
    const fork = ground.conversations.fork(sent.replyId);
    expect(ground.store.read(fork.id).messages.at(-1)).toMatchObject({
      status: { type: "incomplete", reason: "interrupted" },
      parts: [{ text: "half", status: "incomplete" }],
    });
  });
});
