import { describe, expect, it } from "vitest";
import type { MessagePart } from "../chat/message-part.ts";
import { filePart, messageWith, textPart } from "../../tests/fixtures/message-parts.ts";
import { comparableAddress, knownAddresses } from "./known-addresses.ts";

const knows = (address: string, parts: readonly MessagePart[], role: "user" | "assistant" = "user") =>
  knownAddresses([messageWith({ id: "m", role, parts })]).has(comparableAddress(address) ?? "");

const source = (url: string, origin: "search" | "page"): MessagePart => ({
  id: url,
  type: "source",
  status: "complete",
  title: "",
  url,
  excerpt: null,
  number: 1,
  origin,
});

describe("knownAddresses", () => {
  it.each([
    ["Read https://a.example/x?y=1#part, please.", "https://a.example/x?y=1"],
    ["(see https://a.example/wiki/River_(water))", "https://a.example/wiki/River_(water)"],
    ["What is on a.example?", "https://a.example/"],
    ["What is on a.example?", "http://a.example"],
    ["[this](https://a.example/x) page", "https://a.example/x"],
    ["请阅读https://a.example/x，然后总结。", "https://a.example/x"],
    ["请阅读https://a.example/河流", "https://a.example/%E6%B2%B3%E6%B5%81"],
    ["“https://a.example/x”", "https://a.example/x"],
  ])("knows from %j the address %s", (text, address) => {
    expect(knows(address, [textPart(text)])).toBe(true);
  });

  it.each([
    ["Read https://a.example/x", "https://a.example/x?secret=tulip"],
    ["Read https://a.example/x", "https://a.example/"],
    ["Read https://a.example/x", "https://b.example/x"],
    ["Read https://a.example/x", "https://a.example.b.example/x"],
    ["Write to me@a.example", "https://a.example/"],
    ["Read a.example", "https://a.example/tulip"],
    ["Read a.example", "https://tulip.a.example/"],
    ["Read ftp://a.example/", "ftp://a.example/"],
  ])("does not know from %j the address %s", (text, address) => {
    expect(knows(address, [textPart(text)])).toBe(false);
  });

  it("does not know what an answer, a document or a page names", () => {
    const url = "https://a.example/x";
    expect(knows(url, [textPart(url)], "assistant")).toBe(false);
    expect(knows(url, [filePart("a.txt", url)])).toBe(false);
    expect(knows(url, [source(url, "page")], "assistant")).toBe(false);
    expect(knows(url, [source(url, "search")], "assistant")).toBe(true);
  });
});
