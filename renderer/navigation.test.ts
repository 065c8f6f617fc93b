import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeHref, readPlace } from "./navigation.ts";

describe("a destination in the address", () => {
  it("is parsed back as it was written, for any ids", () => {
    const id = fc.string({ minLength: 1 }).filter((text) => text.isWellFormed());
    fc.assert(
      fc.property(id, fc.option(id), (conversationId, messageId) => {
        const place = { conversationId, messageId, page: { type: "chat" } } as const;
        expect(readPlace(placeHref(place))).toEqual(place);
      }),
    );
  });

  it.each(["", "#", "#/", "#/chat/", "#/chat/%E0%A4%A", "#/elsewhere/1", "#/chat/a/b/c"])(
    "is a new chat for %j",
    (hash) => {
      expect(readPlace(hash)).toEqual({ conversationId: null, messageId: null, page: { type: "chat" } });
    },
  );

  it("is the plain address for a new chat", () => {
    expect(placeHref({ conversationId: null, messageId: null, page: { type: "chat" } })).toBe("#/");
  });

  it("names a page and its section, and keeps the chat behind it beside the address", () => {
    for (const section of [null, "servers", "a/b c"]) {
      const place = { conversationId: "c", messageId: null, page: { type: "settings", section } } as const;
      expect(placeHref(place)).not.toContain("/c");
      expect(readPlace(placeHref(place), "c")).toEqual(place);
      expect(readPlace(placeHref(place))).toEqual({ ...place, conversationId: null });
    }
  });
});
