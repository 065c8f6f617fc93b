import { expect, it } from "vitest";
import { answerTextOf } from "../../../shared/chat/message-part.ts";
import { everyPart } from "../../../tests/fixtures/message-parts.ts";
import { searchableTextOf } from "./searchable-text.ts";

it("a message is found by its answers, the results of tools and the titles of sources, in their order", () => {
  expect(searchableTextOf({ parts: everyPart })).toBe(
    'Let me look.\n\nRain in Bonn\n\nForecast of the day\n\n{"total":1}\n\nhalf a sen',
  );
});

it("whatever Copy copies of a part is searched", () => {
  for (const part of everyPart)
    expect(searchableTextOf({ parts: [part] }), part.type).toContain(answerTextOf(part) ?? "");
});
