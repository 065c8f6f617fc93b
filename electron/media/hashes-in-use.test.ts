import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { JsonObject, MessagePart } from "../../shared/chat/message-part.ts";
import {
  attachedPart,
  filePart,
  mediaContent,
  messageWith,
  reasoningPart,
  textPart,
} from "../../tests/fixtures/message-parts.ts";
import type { ConversationStore } from "../chat/conversation-store.ts";
import { hashesInUse } from "./hashes-in-use.ts";
import type { Database } from "../storage/database.ts";
import { ChatDatabase } from "../../tests/fixtures/chat-database.ts";

let chats: ChatDatabase;
let database: Database;
let store: ConversationStore;
beforeEach(() => {
  chats = new ChatDatabase();
  ({ database, store } = chats);
});
afterEach(() => chats.close());

const hash = (digit: string) => digit.repeat(64);

function addChat(id: string, ...parts: readonly MessagePart[]) {
  chats.addChat(id);
  store.messages.add(messageWith({ id: `in ${id}`, conversationId: id, parts }));
}

const unknown = (payload: JsonObject): MessagePart => ({
  id: `unknown ${JSON.stringify(payload)}`,
  type: "unknown",
  status: "complete",
  storedType: "hologram",
  payload,
});

describe("hashesInUse", () => {
  it("finds originals, thumbnails and prepared pieces of attachments and of tool results", () => {
    const returned = {
      ...mediaContent,
      hash: hash("1"),
      thumbnailHash: hash("2"),
      prepared: mediaContent.prepared.map((piece) => ({ ...piece, hash: hash("3") })),
    };
    addChat("c", attachedPart(mediaContent), {
      id: "result",
      type: "tool-result",
      status: "complete",
      callId: "1",
      name: "draw",
      text: "",
      isError: false,
      media: [returned],
    });
    const kept = ["ab".repeat(32), "cd".repeat(32), "ef".repeat(32), hash("1"), hash("2"), hash("3")];
    expect(hashesInUse(database, Date.now())).toEqual({ kept: new Set(kept), deleted: new Set() });
  });

  it.each([
    { anything: { at: ["any", { depth: hash("a") }] } },
    { link: `facet:media/${hash("a")}?page=2` },
    { [hash("a")]: "by its hash" },
    { text: `In a text: ${hash("a")}.` },
    { escaped: `"\\\n${hash("a")}` },
  ])("finds them in a part of a newer version: %j", (payload) => {
    addChat("c", unknown(payload));
    expect(hashesInUse(database, Date.now()).kept).toEqual(new Set([hash("a")]));
  });

  it("does not take text that a user or a model wrote for a reference", () => {
    addChat(
      "c",
      textPart(hash("a")),
      reasoningPart(hash("b")),
      filePart("sums.txt", `${hash("c")}  a.iso\n`),
    );
    expect(hashesInUse(database, Date.now()).kept).toEqual(new Set());
  });

  it("tells the hashes of deleted chats apart", () => {
    addChat("kept", unknown({ a: hash("a"), b: hash("b") }));
    addChat("deleted", unknown({ b: hash("b"), c: hash("c") }));
    store.delete("deleted", 1);
    expect(hashesInUse(database, Date.now())).toEqual({
      kept: new Set([hash("a"), hash("b")]),
      deleted: new Set([hash("b"), hash("c")]),
    });
  });
});
