import { describe, expect, it } from "vitest";
import type { MessagePart, SourcePart, ToolResultPart } from "../../shared/chat/message-part.ts";
import { mediaContent, reasoningPart, toolCall } from "../../tests/fixtures/message-parts.ts";
import { exportWords } from "../../shared/chat/export-words.ts";
import { partAsMarkdown } from "./part-as-markdown.ts";

const markdownOf = (part: MessagePart, language: string | null = null) =>
  partAsMarkdown(part, { fileOf: () => null, words: exportWords(language) });

const source: SourcePart = {
  id: "s",
  type: "source",
  status: "complete",
  title: "A [title]",
  url: "https://example.org/a (b)",
  excerpt: null,
};
const result: ToolResultPart = {
  id: "r",
  type: "tool-result",
  status: "complete",
  callId: "1",
  name: "<b>",
  text: "```\nin a fence",
  isError: true,
};

describe("partAsMarkdown", () => {
  it.each([
    [{ approval: "denied", state: "done" }, "**Tool call: search** (denied)"],
    [{ approval: "allowed", state: "interrupted" }, "**Tool call: search** (interrupted)"],
    [{ approval: "not-needed", state: "failed" }, "**Tool call: search** (failed)"],
    [{ approval: "allowed", state: "done" }, "**Tool call: search**"],
  ] as const)("says how a tool call with %j ended", (change, title) => {
    expect(markdownOf({ ...toolCall, ...change }).split("\n")[0]).toBe(title);
  });

  it("shows an error of a tool, whatever its name and text contain", () => {
    expect(markdownOf(result)).toBe(
      "<details><summary>Error from &lt;b&gt;</summary>\n\n````\n```\nin a fence\n````\n\n</details>",
    );
  });

  it("names files that a tool returned and that are gone", () => {
    const media = [{ ...mediaContent, name: "plot.png" }];
    expect(markdownOf({ ...result, media })).toContain("\n\n*plot.png: file no longer available*");
  });

  it.each([
    ["https://example.org/a (b)", "[A \\[title\\]](https://example.org/a%20%28b%29)"],
    ["javascript:alert(1)", "A \\[title\\]"],
    ["facet:attachment/1", "A \\[title\\]"],
  ])("links a source at %s only if it is on the web", (url, link) => {
    expect(markdownOf({ ...source, url })).toBe(`Source: ${link}`);
  });

  it("names a source without a title by its address", () => {
    expect(markdownOf({ ...source, title: " " })).toContain("[https://example.org/a (b)]");
  });

  it("shows nothing of empty reasoning", () => {
    expect(markdownOf(reasoningPart(" \n"))).toBe("");
  });

  it("is written in the language of the page", () => {
    expect(markdownOf(toolCall, "zh-CN")).toContain("**工具调用：search**");
  });
});
