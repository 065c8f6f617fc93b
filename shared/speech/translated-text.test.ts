import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { translatedText } from "./translated-text.ts";

describe("translatedText", () => {
  it.each([
    ["Guten Tag.\nEnglish: Good day.", "Guten Tag.", "Good day."],
    ["Guten Tag.\n\n**English:** Good day.\nHow are you?", "Guten Tag.", "Good day.\nHow are you?"],
    ["Guten Tag. English: Good day.", "Guten Tag.", "Good day."],
    ["Guten Tag.\n'English: ' Good day.", "Guten Tag.", "Good day."],
    ["你好。\n英语：Hello.", "你好。", "Hello."],
    ["Guten Tag.\nGood day.", "Guten Tag.", "Good day."],
    ["He speaks English: well.", "He speaks", "well."],
    ["Guten", "Guten", null],
    ["", "", null],
  ])("splits %j into transcription and translation", (reply, original, translation) => {
    expect(translatedText(reply, ["English", "英语"])).toEqual({ original, translation });
  });

  it("returns both texts for any input", () => {
    const words = fc.stringMatching(/^[a-z]{1,8}( [a-z]{1,8}){0,5}\.$/);
    fc.assert(
      fc.property(words, words, (original, translation) => {
        expect(translatedText(`${original}\nFrench: ${translation}`, ["French"])).toEqual({
          original,
          translation,
        });
      }),
    );
    fc.assert(fc.property(fc.string(), (reply) => void translatedText(reply, ["a+b", "("])));
    fc.assert(fc.property(fc.string(), (reply) => void translatedText(reply, [])));
  });
});
