import { describe, expect, it } from "vitest";
import { words } from "../../../../../tests/fixtures/context-reader.ts";
import { commonBeginning } from "./common-beginning.ts";

const tag = 5;
const isText = (token: number) => token !== tag;
const system = [tag, ...words(300, 1), tag];

describe("commonBeginning", () => {
  it("ends after the tag where two first messages begin alike by chance", () => {
    const [one, another] = [words(80, 2), words(80, 3)];
    const alike = [7, 8, 9];
    expect(commonBeginning([...system, ...alike, ...one], [[...system, ...alike, ...another]], isText)).toBe(
      system.length,
    );
  });

  it("ends where a shared document ends", () => {
    const document = words(500, 4);
    const prompt = [...system, ...document, ...words(10, 5)];
    expect(
      commonBeginning(
        prompt,
        [
          [...system, ...document, 1],
          [tag, 1],
        ],
        isText,
      ),
    ).toBe(system.length + document.length);
  });

  it("leaves out a medium that only its beginning is shared of", () => {
    const medium = Array.from({ length: 100 }, () => -1);
    const others = [[...system, ...medium.slice(0, 90), 1]];
    expect(commonBeginning([...system, ...medium, 1], others, isText)).toBe(system.length);
  });

  it.each([
    ["there is no other chat", []],
    ["little is shared", [[tag, ...words(100, 1), 1]]],
  ])("is nothing where %s", (_, others) => {
    expect(commonBeginning([...system, 1], others, isText)).toBe(0);
  });
});
