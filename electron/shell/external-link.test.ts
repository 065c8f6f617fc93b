import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { externalLink } from "./external-link.ts";

describe("externalLink", () => {
  it.each([
    ["https://example.com/a?b=c#d", "https://example.com/a?b=c#d"],
    ["http://example.com", "http://example.com/"],
    ["HTTPS://EXAMPLE.com/", "https://example.com/"],
    ["mailto:someone@example.com", "mailto:someone@example.com"],
    ["  https://example.com/  ", "https://example.com/"],
  ])("allows the web or mail link %s", (link, opened) => {
    expect(externalLink(link)).toBe(opened);
  });

  it.each([
    "file:///etc/passwd",
    "javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>",
    "facet://app/",
    "vscode://file/x",
    "ms-msdt:/id",
    "smb://host/share",
    "\\\\host\\share",
    "//example.com",
    "example.com",
    "about:blank",
    "blob:https://example.com/1",
    "view-source:https://example.com",
    "",
    `https://example.com/${"x".repeat(9000)}`,
  ])("rejects %s", (link) => {
    expect(externalLink(link)).toBeNull();
  });

  it("never returns an address with another scheme", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map((rest) => `javascript:${rest}`),
        ),
        (link) => {
          const opened = externalLink(link);
          expect(opened === null || /^(?:https?:\/\/|mailto:)/.test(opened)).toBe(true);
        },
      ),
    );
  });
});
