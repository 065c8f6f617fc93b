import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeHref, readPlace } from "./navigation.ts";

describe("a destination in the address", () => {
  it("is parsed back as it was written, for any ids", () => {
    const id = fc.string({ minLength: 1 }).filter((text) => text.isWellFormed());
    fc.assert(
      fc.property(id, fc.option(id), (conversationId, messageId) => {
        const place = { conversationId, messageId };
        expect(readPlace(placeHref(place))).toEqual(place);
      }),
    );
  });

  it.each(["", "#", "#/", "#/chat/", "#/chat/%E0%A4%A", "#/elsewhere/1", "#/chat/a/b/c"])(
    "is a new chat for %j",
    (hash) => {
      expect(readPlace(hash)).toEqual({ conversationId: null, messageId: null });
    },
  );

  it("is the plain address for a new chat", () => {
    expect(placeHref({ conversationId: null, messageId: null })).toBe("#/");
  });
});
