import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MessagePart } from "../../../shared/chat/message-part.ts";
import { everyPart, messageWith, reasoningPart, textPart } from "../../../tests/fixtures/message-parts.ts";
import { ConversationSearch } from "./conversation-search.ts";
import type { ConversationStore } from "../conversation-store.ts";
import type { Database } from "../../storage/database.ts";
import { ChatDatabase } from "../../../tests/fixtures/chat-database.ts";

let chats: ChatDatabase;
let database: Database;
let store: ConversationStore;
let search: ConversationSearch;
let clock = 0;

beforeEach(() => {
  chats = new ChatDatabase();
  ({ database, store } = chats);
  search = new ConversationSearch(database, store);
});
afterEach(() => chats.close());

function addChat(title: string, ...texts: string[]) {
  clock++;
  chats.addChat(title, clock);
  for (const [index, text] of texts.entries()) {
    addMessage(title, `${title}/${index}`, [reasoningPart("secretly pondering"), textPart(text)]);
  }
}

function addMessage(conversationId: string, id: string, parts: readonly MessagePart[]) {
  store.messages.add(messageWith({ id, conversationId, parts }));
}

/** Damages the index through a second connection, as a failing disk would. */
function damageIndex() {
  const other = new DatabaseSync(chats.file, { defensive: false });
  other.exec("UPDATE message_search_data SET block = x'ffffffffffffffffffff'");
  other.close();
}

const found = (query: string) => search.find(query).map(({ conversation }) => conversation.id);

describe("ConversationSearch", () => {
  it("finds parts of words in any script, ignoring case and accents", () => {
    addChat("french", "Une crème brûlée, s'il vous plaît");
    addChat("chinese", "请帮我整理这张增值税发票的金额");
    addChat("russian", "Привет, как дела?");
    expect(found("BRULEE")).toEqual(["french"]);
    expect(found("rème")).toEqual(["french"]);
    expect(found("增值税")).toEqual(["chinese"]);
    expect(found("发票")).toEqual(["chinese"]);
    expect(found("票")).toEqual(["chinese"]);
    expect(found("ПРИВ")).toEqual(["russian"]);
    expect(found("pondering")).toEqual([]);
  });

  it.each([
    ["дл", "ДЛИННЫЙ ответ"],
    ["ДЛ", "длинный ответ"],
    ["Дл", "длинный ответ"],
    ["ö", "Ökonomie"],
    ["ÖK", "ökonomie"],
    ["ß", "Straße"],
    ["ος", "ΛΟΓΟΣ"],
    ["%ж", "100%Ж"],
  ])("finds the short term %j in %j in any case", (term, text) => {
    addChat("chat", text);
    addChat("xx", "dl o oek 100 ж");
    expect(found(term)).toEqual(["chat"]);
  });

  it("requires all terms, long and short ones, to be in one message", () => {
    addChat("a", "the red apple is ok", "a green pear");
    expect(found("apple red")).toEqual(["a"]);
    expect(found("apple ok")).toEqual(["a"]);
    expect(found("ok is")).toEqual(["a"]);
    expect(found("apple pear")).toEqual([]);
    expect(found("apple zz")).toEqual([]);
    expect(found("   ")).toEqual([]);
  });

  it("finds a phrase in quotes only where its words follow each other", () => {
    addChat("phrase", "the red apple");
    addChat("words", "an apple that is red");
    expect(found('"red apple"').sort()).toEqual(["phrase"]);
    expect(found("“red apple”")).toEqual(["phrase"]);
    expect(found('"red apple')).toEqual(["phrase"]);
    expect(found("red apple").sort()).toEqual(["phrase", "words"]);
  });

  it("returns one hit per chat, its latest matching message, in the order of the last update", () => {
    addChat("first", "needle one", "needle two", "hay");
    addChat("second", "needle three");
    addChat("needle in the title");
    expect(search.find("needle")).toEqual([
      { conversation: store.summary("needle in the title"), messageId: null, excerpt: "" },
      { conversation: store.summary("second"), messageId: "second/0", excerpt: "needle three" },
      { conversation: store.summary("first"), messageId: "first/1", excerpt: "needle two" },
    ]);
  });

  it("prefers a message on the active branch that contains the terms", () => {
    addChat("branches", "needle one", "needle two", "hay");
    const hit = () => search.find("needle")[0]?.messageId;
    store.change("branches", { activeLeafId: "branches/0" });
    expect(hit()).toBe("branches/0");
    expect(search.find("ne")[0]?.messageId).toBe("branches/0");
    store.change("branches", { activeLeafId: "branches/1" });
    expect(hit()).toBe("branches/1");
    store.change("branches", { activeLeafId: "branches/2" });
    expect(hit()).toBe("branches/1");
  });

  it("finds answers, tool results and the titles of sources, in the order of the parts", () => {
    addChat("parts");
    addMessage("parts", "every type", everyPart);
    for (const query of [
      "let me look",
      "rain in bonn",
      "forecast",
      '{"total',
      "half a sen",
      "lf",
      "Bo",
      "Fo",
    ])
      expect(search.find(query), query).toMatchObject([{ messageId: "every type" }]);
    for (const query of ["receipt.png", "notes", "weather", "example.org", "hologram", "mine", "it pours"])
      expect(search.find(query), query).toEqual([]);
    expect(search.find("rain in")[0]?.excerpt).toBe(
      'Let me look. Rain in Bonn Forecast of the day {"total":1} half a sen',
    );
    damageIndex();
    expect(found("let rain forecast total half")).toEqual(["parts"]);
  });

  it("does not find the old text of a corrected answer, even if nothing replaces it", () => {
    addChat("corrected", "needle in the hay");
    const part = store.messages.get("corrected/0").parts[1]?.id ?? "";
    store.messages.correct("corrected/0", part, "pin in the straw");
    expect([found("needle"), found("pin in")]).toEqual([[], ["corrected"]]);
    store.messages.correct("corrected/0", part, "");
    expect([found("pin in"), found("in")]).toEqual([[], []]);
    store.messages.correct("corrected/0", part, "needle again");
    expect(found("needle")).toEqual(["corrected"]);
  });

  it("does not find deleted chats", () => {
    addChat("gone needle", "needle");
    store.delete("gone needle", 1);
    expect(found("needle")).toEqual([]);
    expect(found("ne")).toEqual([]);
  });

  it.each([
    '"quoted"',
    "50%",
    "a_b",
    String.raw`back\slash`,
    "NEAR(x y)",
    "a OR b",
    "text:x*",
    "-minus",
    "'",
    "^",
  ])("treats %j as plain text", (text) => {
    addChat("with", `before ${text} after`);
    addChat("without", "50 percent, a b, nothing of the kind, backslash");
    expect(found(text)).toEqual(["with"]);
  });

  it("rebuilds a damaged index and finds everything again", () => {
    addChat("old", "needle in the past");
    damageIndex();
    expect(found("needle")).toEqual(["old"]);
    damageIndex();
    addChat("new", "needle of today");
    expect(found("needle")).toEqual(["new", "old"]);
    damageIndex();
    store.delete("old", 1);
    store.tidyUp(Date.now());
    expect(found("needle")).toEqual(["new"]);
  });

  it("finds any substring of any message and never throws", () => {
    addChat("any", "placeholder");
    let index = 0;
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 40 }),
        fc.nat(),
        fc.integer({ min: 1, max: 12 }),
        (text, at, length) => {
          addChat(`chat ${index++}`, text);
          const piece = text.slice(at % text.length, (at % text.length) + length);
          if (piece.trim() !== "") expect(found(piece)).toContain(`chat ${index - 1}`);
        },
      ),
      { numRuns: 40 },
    );
    fc.assert(fc.property(fc.string({ unit: "binary" }), (query) => Array.isArray(search.find(query))));
  });
});
