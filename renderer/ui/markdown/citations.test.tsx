import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { CitedSources, type CitedSource } from "./cited-sources.ts";
import { numbersCited } from "./citations.ts";
import { Markdown } from "./Markdown.tsx";

const sources: ReadonlyMap<number, CitedSource> = new Map([
  [1, { title: "Rivers", url: "https://rivers.example/low" }],
  [2, { title: "Lakes", url: "https://lakes.example/" }],
]);

/** Where the links of a text lead, in order, with what they show. */
function links(text: string, known = sources): readonly string[] {
  const markup = renderToStaticMarkup(
    <CitedSources value={known}>
      <Markdown text={text} />
    </CitedSources>,
  );
  return [...markup.matchAll(/<a href="([^"]*)"[^>]*>(.*?)<\/a>/g)].map(
    ([, href, shown]) => `${shown} ${href}`,
  );
}

const first = "1 https://rivers.example/low";
const second = "2 https://lakes.example/";

describe("citations in a reply", () => {
  it.each([
    ["It is low [1].", [first]],
    ["It is low[1][2].", [first, second]],
    ["It is low [1, 2].", [first, second]],
    ["水位很低【1】，湖水已满【2】。", [first, second]],
    ["**It is low [1].**", [first]],
    ["- low [1]\n- full [2]", [first, second]],
    ["| a [1] | b |\n|---|---|\n| c | d [2] |", [first, second]],
  ])("lead to their sources: %j", (text, expected) => {
    expect(links(text)).toEqual(expected);
  });

  it.each([
    ["[1](https://thief.example/?secret)", [first]],
    ["[[1]](https://thief.example/)", [first]],
    ["[**1**](https://thief.example/)", [first]],
    ["[<sup>[1]</sup>](https://thief.example/)", [first]],
    ["See [1].\n\n[1]: https://thief.example/", [first]],
    ["[9](https://thief.example/)", []],
    ["See [9].\n\n[9]: https://thief.example/", []],
  ])("lead nowhere else, whatever the reply says: %j", (text, expected) => {
    expect(links(text)).toEqual(expected);
  });

  it.each(["[9]", "[1, 9]", "`[1]`", "```\na[1]\n```", "[ ]", "a[1.5]", "[2026-11-29]"])(
    "are text without a source, and in code: %j",
    (text) => {
      expect(links(text)).toEqual([]);
    },
  );

  it("do not change a chat without sources", () => {
    expect(links("[1](https://a.example/) and [1]", new Map())).toEqual(["1 https://a.example/"]);
  });

  it("are counted for the list of sources", () => {
    expect([...numbersCited("a [1], b [3, 2], c【1】, d [x]")]).toEqual([1, 3, 2]);
  });
});
