import { expect, it } from "vitest";
import type { Message } from "../../../../shared/chat/message.ts";
import { groupRows } from "./group-rows.ts";
import { groupsToFill } from "./groups-to-fill.ts";

const groups = groupRows(Array.from({ length: 40 }, (_, at) => ({ id: `m${at}` })));

function count(characters: number, heightPx: number, role: Message["role"] = "assistant"): number {
  const message = { role, parts: [{ type: "text", text: "x".repeat(characters) }] } as unknown as Message;
  return groupsToFill(groups, () => message, heightPx);
}

it.each([
  ["one group of long messages", 600, 800, 1],
  ["another group where the messages are short", 5, 800, 2],
  ["another group in a high window", 600, 2000, 2],
  ["two groups at most", 1, 5000, 2],
])("takes %s", (_, characters, heightPx, expected) => {
  expect(count(characters, heightPx)).toBe(expected);
});

it("counts only what is shown of long messages of the user", () => {
  expect(count(100_000, 5000, "assistant")).toBe(1);
  expect(count(100_000, 5000, "user")).toBe(2);
});

it("takes what there is of a short chat, and of messages that are not known", () => {
  expect(groupsToFill(groupRows([{ id: "a" }]), () => undefined, 800)).toBe(1);
  expect(groupsToFill([], () => undefined, 800)).toBe(0);
});
