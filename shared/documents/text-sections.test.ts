import fc from "fast-check";
import { expect, it } from "vitest";
import { wholeText } from "./document-text.ts";
import { textSections } from "./text-sections.ts";

const longLines = fc.array(fc.string({ maxLength: 400, unit: "grapheme" }), { maxLength: 60 });

it("loses nothing of a text but the line breaks between sections", () => {
  fc.assert(
    fc.property(longLines, (lines) => {
      const text = lines.join("\n").repeat(3);
      const { parts } = textSections(text);
      expect(wholeText({ parts }).replaceAll(/\s/g, "")).toBe(text.replaceAll(/\s/g, ""));
      for (const part of parts) {
        expect(part.text.isWellFormed()).toBe(true);
        expect(part.text.length).toBeLessThanOrEqual(4_001);
      }
    }),
  );
});

it("cuts between paragraphs", () => {
  const paragraph = `${"word ".repeat(300)}\n\n`;
  expect(textSections(paragraph.repeat(5)).parts.map(({ text }) => text.length)).toEqual([3003, 3003, 1501]);
});
