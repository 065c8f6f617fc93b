import { describe, expect, it } from "vitest";
import { searchTerms } from "./search-terms.ts";

describe("searchTerms", () => {
  it("splits a query into words at any white space", () => {
    expect(searchTerms("  red \n\t apple　发票 ")).toEqual(["red", "apple", "发票"]);
    expect(searchTerms(" \0 ")).toEqual([]);
  });

  it.each([
    ['"red apple" pie', ["red apple", "pie"]],
    ["“红 苹果” 派", ["红 苹果", "派"]],
    ['"red app', ["red app"]],
    ['5" disk', ['5"', "disk"]],
    ['""', ['""']],
  ])("takes a phrase in quotes as one term: %s", (query, terms) => {
    expect(searchTerms(query)).toEqual(terms);
  });
});
