import { expect, it } from "vitest";
import { allowedOrigin } from "./allowed-origin.ts";

it.each([
  ["https://Example.com/", "https://example.com"],
  ["http://localhost:3000", "http://localhost:3000"],
  ["https://example.com:443", "https://example.com"],
  ["app://obsidian.md", "app://obsidian.md"],
  [" * ", "*"],
  ["example.com", null],
  ["https://user@example.com", null],
  ["https://example.com/path", null],
  ["null", null],
  ["", null],
])("%j is the origin %j", (typed, origin) => {
  expect(allowedOrigin(typed)).toBe(origin);
});
