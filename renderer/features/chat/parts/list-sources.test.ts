import { expect, it } from "vitest";
import type { SourcePart } from "../../../../shared/chat/message-part.ts";
import { listSources } from "./list-sources.ts";

const source = (number: number, origin: "search" | "page", change: Partial<SourcePart> = {}): SourcePart => ({
  id: `${number}${origin}`,
  type: "source",
  status: "complete",
  title: `Result ${number}`,
  url: `https://site.example/${number}`,
  excerpt: null,
  number,
  origin,
  ...change,
});

it("lists each source once: those that are cited or were read, and those that were only found", () => {
  const sources = [
    source(3, "search"),
    source(1, "search"),
    source(2, "search"),
    source(4, "search"),
    source(3, "page", { title: "The page itself", url: "https://site.example/moved" }),
    source(5, "search", { url: "javascript:alert(1)" }),
  ];
  const { used, found } = listSources(sources, new Set([1, 5, 9]));
  expect(used.map(({ number, title, url }) => [number, title, url.href])).toEqual([
    [1, "Result 1", "https://site.example/1"],
    [3, "The page itself", "https://site.example/moved"],
  ]);
  expect(found.map(({ number }) => number)).toEqual([2, 4]);
});

it("names a page without a title by its host", () => {
  const { used } = listSources([source(1, "page", { title: " " })], new Set());
  expect(used[0]?.title).toBe("site.example");
});
