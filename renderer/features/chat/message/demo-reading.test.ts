import { describe, expect, it } from "vitest";
import type { MessagePart } from "../../../../shared/chat/message-part.ts";
import type { Message } from "../../../../shared/chat/message.ts";
import { demoReading } from "./demo-reading.ts";

const demo = "Facet Demo";
const picture: MessagePart = {
  id: "p",
  status: "complete",
  type: "media",
  kind: "image",
  hash: "0".repeat(64),
  mediaType: "image/png",
  name: "a.png",
  sizeBytes: 1,
  budget: 70,
  prepared: [],
  durationMs: null,
  widthPx: 1,
  heightPx: 1,
  thumbnailHash: null,
};

function message(parts: readonly MessagePart[], change: Partial<Message> = {}): Message {
  return {
    id: "m",
    conversationId: "c",
    parentId: null,
    role: "assistant",
    createdAtMs: 0,
    parts,
    status: { type: "complete" },
    modelName: demo,
    stats: null,
    isPinned: false,
    contextStartId: null,
    task: null,
    ...change,
  };
}

const text = (words: string): MessagePart => ({ id: "t", status: "complete", type: "text", text: words });
const receipt = (total: number | null) =>
  text(JSON.stringify({ merchant: "ACME", items: [{ name: "TEA", price: 1.5 }], total }));
const question = message([picture], { role: "user", modelName: null });

describe("demoReading", () => {
  it("doubts a receipt that does not add up, also among several", () => {
    expect(demoReading(message([receipt(1.5)]), question, demo)).toBe("read");
    expect(demoReading(message([receipt(9.99)]), question, demo)).toBe("doubtful");
    expect(demoReading(message([receipt(null)]), question, demo)).toBe("doubtful");
    expect(demoReading(message([receipt(1.5), receipt(9.99)]), question, demo)).toBe("doubtful");
    expect(demoReading(message([text('{"error":"not readable"}')]), question, demo)).toBe("not-read");
  });

  it("says nothing of other models, and of replies to no picture", () => {
    expect(demoReading(message([receipt(9.99)], { modelName: "E2B" }), question, demo)).toBeNull();
    expect(demoReading(message([receipt(9.99)]), message([text("Hi")]), demo)).toBeNull();
  });
});
