import { expect, it } from "vitest";
import type { MessagePart } from "../../shared/chat/message-part.ts";
import { messageWith } from "../../tests/fixtures/message-parts.ts";
import { titleFromReply } from "./title-from-reply.ts";

const text = (words: string, ofTask?: string): MessagePart => ({
  id: words,
  type: "text",
  status: "complete",
  text: words,
  ...(ofTask !== undefined && { ofTask }),
});
const receipt = (merchant: string | null, date: string | null): MessagePart => ({
  id: `${merchant}${date}`,
  type: "receipt",
  status: "complete",
  text: JSON.stringify({ items: [], merchant, date, currency: null, tax: null, total: 1 }),
});
const titled = (
  question: readonly MessagePart[],
  reply: readonly MessagePart[],
  parentId: string | null = null,
) =>
  titleFromReply(
    messageWith({ id: "q", role: "user", parts: question, parentId }),
    messageWith({ id: "r", role: "assistant", parts: reply }),
  );

it.each([
  ["a receipt", [receipt("Corner Market", "2026-11-29")], "Corner Market · 2026-11-29"],
  ["a receipt without a date", [receipt("Corner Market", null)], "Corner Market"],
  ["three receipts", [receipt("A", "1"), receipt("B", "2"), receipt("C", "3")], "A · 1 +2"],
  ["a receipt without either", [receipt(null, null)], null],
  ["an answer", [text("**A cat** on a mat.\nMore.")], "A cat on a mat."],
  ["no answer", [], null],
] as const)("names a chat after %s", (_, reply, title) => {
  expect(titled([text("Extract all text", "read-receipt")], reply)).toBe(title);
  expect(titled([], reply)).toBe(title);
});

it("leaves a chat alone whose user wrote something, and one that went on", () => {
  expect(titled([text("Read it", "read-receipt"), text("Only drinks")], [text("Tea")])).toBeNull();
  expect(titled([], [text("Tea")], "before")).toBeNull();
});
