import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseOpenLink } from "./open-link.ts";

describe("parseOpenLink", () => {
  it.each([
    ["facet://open/chat/0198c0de-1234", { type: "chat", conversationId: "0198c0de-1234" }],
    ["FACET://open/chat/abc/", { type: "chat", conversationId: "abc" }],
    ["facet://open/model/team/gemma-4-GGUF", { type: "model", repo: "team/gemma-4-GGUF" }],
    [
      "facet://open/server?url=http%3A%2F%2F192.168.1.5%3A8080",
      { type: "server", url: "http://192.168.1.5:8080/v1" },
    ],
    ["facet://open/server?url=https://lab.example/v1", { type: "server", url: "https://lab.example/v1" }],
  ])("reads %s", (link, opened) => {
    expect(parseOpenLink(link)).toEqual(opened);
  });

  it.each([
    "facet://app/",
    "facet://app/index.html#/settings",
    "facet://open/",
    "facet://open/chat/",
    "facet://open/chat/../../etc/passwd",
    "facet://open/chat/a%2Fb",
    "facet://open/chat/a?x=1",
    "facet://open/chat/a#/settings",
    "facet://open/chat/<script>",
    `facet://open/chat/${"a".repeat(65)}`,
    "facet://open/model/../..",
    "facet://open/model/a/b/c",
    "facet://open/model/a",
    "facet://open/settings/servers",
    "facet://open/server?url=file:///etc/passwd",
    "facet://open/server?url=javascript:alert(1)",
    "facet://open/server?url=http://user:secret@host/",
    "facet://open/server?url=http://host/?q=1",
    "facet://open/server?url=%E0%A4%A",
    "facet://open/server?url=a&url=b",
    "facet:open/chat/a",
    "facet:///open/chat/a",
    "facet://open@evil.test/chat/a",
    " facet://open/chat/a",
    "facet://open/chat/a\n--flag",
    "https://open/chat/a",
    "",
  ])("refuses %s", (link) => {
    expect(parseOpenLink(link)).toBeNull();
  });

  it("returns only plain names and http addresses, whatever is in the link", () => {
    const part = fc.oneof(fc.string(), fc.webUrl(), fc.constantFrom("..", "%2e%2e", "javascript:", "a/b"));
    const link = fc
      .tuple(fc.constantFrom("chat/", "model/", "server?url=", ""), part)
      .map(([kind, rest]) => `facet://open/${kind}${rest}`);
    fc.assert(
      fc.property(link, (text) => {
        const opened = parseOpenLink(text);
        if (opened?.type === "chat") expect(opened.conversationId).toMatch(/^[\w-]{1,64}$/);
        if (opened?.type === "model") expect(opened.repo).toMatch(/^[\w.-]+\/[\w.-]+$/);
        if (opened?.type === "server") expect(opened.url).toMatch(/^https?:\/\/[^@?#]+$/);
      }),
    );
  });
});
