import { describe, expect, it } from "vitest";
import { whyAsk } from "./why-ask.ts";

const sends = { access: "sends", asksFrom: "untrusted-text", own: "by-rule", grants: [] } as const;
const before = [{ afterUntrustedText: false }];
const after = [{ afterUntrustedText: true }];

describe("whyAsk", () => {
  it("lets the web be asked until there is untrusted text in the chat", () => {
    expect(whyAsk({ ...sends, hasUntrustedText: false })).toBeNull();
    expect(whyAsk({ ...sends, hasUntrustedText: true })).toBe("untrusted-text");
    expect(whyAsk({ ...sends, asksFrom: undefined, hasUntrustedText: false })).toBe("access");
  });

  it("lets an address be fetched then only if it is known, or the user has allowed it since", () => {
    expect(whyAsk({ ...sends, own: "not-needed", hasUntrustedText: true })).toBeNull();
    expect(whyAsk({ ...sends, grants: before, hasUntrustedText: true })).toBe("untrusted-text");
    expect(whyAsk({ ...sends, grants: after, hasUntrustedText: true })).toBeNull();
  });
});
