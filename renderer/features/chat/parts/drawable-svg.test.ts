import { expect, it } from "vitest";
import { isDrawableSvg } from "./drawable-svg.ts";

it.each([
  [
    "a chart",
    '<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="2"/><text>a</text></svg>',
    true,
  ],
  ["one behind a declaration", '<?xml version="1.0"?>\n<svg\n width="1"></svg>', true],
  ["another kind of file", "<html></html>", false],
  ["a shape that is repeated", '<svg><g id="a"/><use href="#a"/></svg>', false],
  ["a repetition with a prefix", '<svg xmlns:s="http://www.w3.org/2000/svg"><s:use href="#a"/></svg>', false],
  ["entities", '<!DOCTYPE svg [<!ENTITY a "aaa">]><svg>&a;</svg>', false],
  ["a filter", "<svg><filter id='f'></filter></svg>", false],
])("%s: %s", (_, text, isDrawable) => {
  expect(isDrawableSvg(text)).toBe(isDrawable);
});
