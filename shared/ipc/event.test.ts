import { describe, expect, it } from "vitest";
import type { EventMessage } from "./contract.ts";
import { isEventOf } from "./event.ts";

describe("isEventOf", () => {
  const deleted: EventMessage = {
    event: "conversation.deleted",
    data: { conversationId: "c", deletedAtMs: 1 },
  };

  it("accepts an event of one of the topics", () => {
    expect(isEventOf(deleted, ["chat", "conversation"])).toBe(true);
  });

  it("rejects an event of another topic, and of one whose name only begins alike", () => {
    expect(isEventOf(deleted, ["chat"])).toBe(false);
    expect(isEventOf(deleted, ["conv"])).toBe(false);
  });
});
