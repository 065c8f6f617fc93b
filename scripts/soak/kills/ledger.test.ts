import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Message } from "../../../shared/chat/message.ts";
import { Ledger } from "./ledger.ts";
import { messageWith, textPart } from "../../../tests/fixtures/message-parts.ts";

function reply(text: string, status: Message["status"] = { type: "complete" }): Message {
  return messageWith({
    id: "r",
    role: "assistant",
    parts: [textPart(text, { id: "p" })],
    status,
    modelName: "M",
  });
}

const stored = (...messages: Message[]) => new Map(messages.map((message) => [message.id, message]));
const titles = new Map([["c", "A chat"]]);
const interrupted = { type: "incomplete", reason: "interrupted" } as const;

function ledgerWith(message: Message): Ledger {
  const ledger = new Ledger();
  ledger.receive({ event: "chat.message", data: message });
  return ledger;
}

function ledgerWithText(text: string): Ledger {
  const ledger = new Ledger();
  const names = { runId: "run", conversationId: "c", messageId: "r" };
  ledger.receive({ event: "chat.part", data: { ...names, seq: 2, type: "part-delta", partId: "p", text } });
  return ledger;
}

describe("the ledger of what a page received", () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ["performance"] }));
  afterEach(() => vi.useRealTimers());
  const soon = () => performance.now() + 100;
  const late = () => performance.now() + 60_000;

  it("reports nothing when everything is as it was sent", () => {
    expect(ledgerWith(reply("Hello")).breaches(stored(reply("Hello")), titles, soon())).toEqual([]);
    expect(ledgerWithText("Hel").breaches(stored(reply("Hello", interrupted)), titles, late())).toEqual([]);
  });

  it.each([
    ["is missing", stored(), /is missing/],
    ["has other text", stored(reply("Hallo")), /differs from what was sent/],
    ["has another status", stored(reply("Hello", interrupted)), /differs from what was sent/],
    ["is stored as streaming", stored(reply("Hello", { type: "streaming" })), /is stored as streaming/],
  ])("reports a finished message that %s", (_, messages, words) => {
    expect(ledgerWith(reply("Hello")).breaches(messages, titles, soon()).join("\n")).toMatch(words);
  });

  it("tolerates the loss of the last half second of a reply, and no more", () => {
    const ledger = ledgerWithText("Hello");
    expect(ledger.breaches(stored(reply("", interrupted)), titles, soon())).toEqual([]);
    expect(ledger.worstLossMs).toBeGreaterThan(0);
    expect(ledger.breaches(stored(reply("", interrupted)), titles, late()).join()).toMatch(/lost text/);
    expect(ledger.breaches(stored(reply("Adieu", interrupted)), titles, soon()).join()).toMatch(
      /text that differs/,
    );
  });

  it("reports a chat that lost its title or is back, unless the request had no response", () => {
    const ledger = new Ledger();
    ledger.renamed("c", "Another title");
    expect(ledger.breaches(stored(), titles, soon())).toEqual(["Chat c lost its new title"]);
    ledger.uncertain("c");
    expect(ledger.breaches(stored(), titles, soon())).toEqual([]);
    ledger.deleted("c");
    expect(ledger.breaches(stored(), titles, soon())).toEqual(["Chat c is back"]);
  });
});
