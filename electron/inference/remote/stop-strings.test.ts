import { describe, expect, it } from "vitest";
import { StopStrings } from "./stop-strings.ts";

function said(strings: readonly string[], pieces: readonly string[]) {
  const stops = new StopStrings(strings);
  let text = "";
  for (const piece of pieces) if (!stops.wasFound) text += stops.push(piece);
  if (!stops.wasFound) text += stops.end();
  return { text, wasFound: stops.wasFound };
}

describe("StopStrings", () => {
  it("ends the text before the first stop string", () => {
    expect(said(["END", "two"], ["one two three END"])).toEqual({ text: "one ", wasFound: true });
  });

  it("finds a stop string that arrives in pieces", () => {
    expect(said(["STOP"], ["go ST", "O", "P now"])).toEqual({ text: "go ", wasFound: true });
  });

  it("holds back only what may still become a stop string", () => {
    const stops = new StopStrings(["STOP"]);
    expect(stops.push("go ST")).toBe("go ");
    expect(stops.push("AY")).toBe("STAY");
  });

  it("says all where a stop string is only begun, and ignores empty ones", () => {
    expect(said(["", "STOP"], ["go STO"])).toEqual({ text: "go STO", wasFound: false });
  });
});
