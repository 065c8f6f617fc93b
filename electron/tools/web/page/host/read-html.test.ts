import { describe, expect, it } from "vitest";
import { samplePages, shellPage } from "../../../../../tests/fixtures/web/pages.ts";
import { readHtml } from "./read-html.ts";

const url = "https://site.example/a/page";

describe("readHtml", () => {
  it.each(Object.entries(samplePages))("turns a page of the kind %s into readable text", (_, sample) => {
    const { title, published, text } = readHtml(sample.html, url);
    expect({ title, published }).toEqual({ title: sample.title, published: sample.published });
    const places = sample.has.map((part) => text.indexOf(part));
    expect(
      sample.has.filter((_part, at) => places[at] === -1),
      text,
    ).toEqual([]);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(sample.hasNot.filter((part) => text.includes(part))).toEqual([]);
    expect(text).not.toMatch(/<\w+[^>]*>|\n{3}/);
  });

  it("finds no text in a page that scripts have to fill", () => {
    expect(readHtml(shellPage, url)).toEqual({ title: "Dashboard", published: null, text: "" });
  });

  it("reads a page without the tags that HTML lets authors leave out", () => {
    const html = `<!doctype html><title>Short</title><p>First line<p>Second <a href=/x>line</a> of a page that has no head and no body.`;
    expect(readHtml(html, url)).toMatchObject({
      title: "Short",
      text: "First line\n\nSecond [line](https://site.example/x) of a page that has no head and no body.",
    });
  });

  it("leaves out footnote marks and addresses that are not of pages", () => {
    const html = `<body><p>${"A fact. ".repeat(40)}<sup>[1]</sup> <a href="javascript:alert(1)">Click</a> <a href="mailto:a@b.c">Mail</a> <a href="#top">Top</a></p></body>`;
    expect(readHtml(html, url).text).toBe(`${"A fact. ".repeat(40)}Click Mail Top`);
  });

  it.each([
    ["nested elements", "<div>".repeat(20_000) + "the text"],
    ["nested emphasis", "<b><i>".repeat(10_000) + "the text"],
    ["nested lists", "<ul><li>".repeat(5_000) + "the text"],
    ["many elements", "<p>the text</p>".repeat(70_000)],
    ["unclosed tags", "<a href=".repeat(50_000) + ">the text"],
    ["attributes", `<p ${"x=1 ".repeat(100_000)}>the text</p>`],
  ])("survives a page of %s", (_, html) => {
    expect(readHtml(`<html><body>${html}`, url).text.length).toBeGreaterThanOrEqual(0);
  });
});
