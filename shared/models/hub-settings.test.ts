import { describe, expect, it } from "vitest";
import { mirrorAddress } from "./hub-settings.ts";

describe("mirrorAddress", () => {
  it.each([
    ["hf-mirror.com", "https://hf-mirror.com"],
    [" https://hf-mirror.com/ ", "https://hf-mirror.com"],
    ["https://models.example.org/api/hub/", "https://models.example.org/api/hub"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
    ["http://localhost:8080/", "http://localhost:8080"],
  ])("normalises %j to %j", (typed, address) => expect(mirrorAddress(typed)).toBe(address));

  it.each([
    "",
    "http://hf-mirror.com",
    "ftp://hf-mirror.com",
    "file:///etc",
    "https://me:secret@hf-mirror.com",
    "https://a?b=c",
    "not an address",
    "javascript:alert(1)",
    "mirror.example:99999",
    "mirror.example:0",
    "https://256.1.1.1",
    "https://1.2.3.4.5",
  ])("refuses %j", (typed) => expect(mirrorAddress(typed)).toBeNull());
});
