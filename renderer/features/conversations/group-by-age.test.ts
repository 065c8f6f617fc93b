import { describe, expect, it } from "vitest";
import { groupByAge } from "./group-by-age.ts";

const now = new Date("2026-03-10T15:00:00").getTime();

function chat(time: string) {
  const updatedAtMs = new Date(time).getTime();
  return { id: time, title: time, createdAtMs: updatedAtMs, updatedAtMs };
}

describe("groupByAge", () => {
  it("groups chats into today, yesterday, the week and months", () => {
    const groups = groupByAge(
      [
        "2026-03-10T14:59:00",
        "2026-03-10T00:00:00",
        "2026-03-09T23:59:59",
        "2026-03-08T12:00:00",
        "2026-03-03T00:00:00",
        "2026-03-02T23:59:59",
        "2026-02-20T12:00:00",
        "2025-02-20T12:00:00",
      ].map(chat),
      now,
    );
    expect(groups.map(({ key, conversations }) => [key, conversations.length])).toEqual([
      ["today", 2],
      ["yesterday", 1],
      ["previous-7-days", 2],
      ["2026-3", 1],
      ["2026-2", 1],
      ["2025-2", 1],
    ]);
  });

  it("counts a chat with a time in the future as today's", () => {
    expect(groupByAge([chat("2026-03-12T08:00:00")], now)[0]?.key).toBe("today");
  });

  it("returns no groups for no chats", () => {
    expect(groupByAge([], now)).toEqual([]);
  });
});
