import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asSrt, asText, asVtt, cuesOf, shortTime, type TranscriptSegment } from "./transcript.ts";

const parts: readonly TranscriptSegment[] = [
  { startMs: 0, endMs: 4250, text: "Good morning.\nIt is 9." },
  { startMs: 3_725_004, endMs: 3_726_000, text: "a < b & c" },
];

const anyParts = fc.array(
  fc.record({
    startMs: fc.nat(10_000_000),
    lengthMs: fc.integer({ min: 1000, max: 30_000 }),
    text: fc.string({ unit: "grapheme", maxLength: 400 }),
  }),
);

describe("a transcript", () => {
  it("is exported as plain text with one line per part", () => {
    expect(asText(parts)).toBe("Good morning. It is 9.\na < b & c\n");
  });

  it("marks parts that were cut off", () => {
    const cut = [{ startMs: 0, endMs: 1000, text: "and then", isCutOff: true }];
    expect(asText(cut)).toBe("and then […]\n");
    expect(asSrt(cut)).toContain("and then […]");
    expect(asVtt(cut)).toContain("and then […]");
  });

  it("is exported as SubRip with one cue per sentence", () => {
    expect(asSrt(parts)).toBe(
      [
        "1",
        "00:00:00,000 --> 00:00:02,631",
        "Good morning.",
        "",
        "2",
        "00:00:02,631 --> 00:00:04,250",
        "It is 9.",
        "",
        "3",
        "01:02:05,004 --> 01:02:06,000",
        "a < b & c",
        "",
        "",
      ].join("\n"),
    );
  });

  it("is exported as WebVTT with markup characters escaped", () => {
    expect(asVtt(parts.slice(1))).toBe("WEBVTT\n\n01:02:05.004 --> 01:02:06.000\na &lt; b &amp; c\n\n");
  });

  it("keeps all text and the start and end times of its parts in its cues", () => {
    fc.assert(
      fc.property(anyParts, (all) => {
        for (const { startMs, lengthMs, text } of all) {
          const part = { startMs, endMs: startMs + lengthMs, text };
          const cues = cuesOf([part]);
          const bare = (words: string) => words.replace(/\s+/gu, "");
          expect(bare(cues.map((cue) => cue.text).join(""))).toBe(bare(text));
          if (cues.length === 0) continue;
          expect(cues[0]?.startMs).toBe(part.startMs);
          expect(cues.at(-1)?.endMs).toBe(part.endMs);
          for (const [index, cue] of cues.entries()) {
            expect(cue.endMs).toBeGreaterThanOrEqual(cue.startMs);
            if (index > 0) expect(cue.startMs).toBe(cues[index - 1]?.endMs);
            expect(cue.text).not.toMatch(/[\r\n]/);
          }
        }
      }),
    );
  });

  it.each([
    [0, "0:00"],
    [65_999, "1:05"],
    [3_600_000, "1:00:00"],
  ])("shows %i ms as %s", (timeMs, shown) => {
    expect(shortTime(timeMs)).toBe(shown);
  });
});
