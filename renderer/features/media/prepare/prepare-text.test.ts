import { expect, test } from "vitest";
import { decodeText } from "./prepare-text.ts";

test.each([
  ["UTF-8", new TextEncoder().encode("发票 12.50 €"), "发票 12.50 €"],
  ["UTF-8 with a byte order mark", Uint8Array.from([0xef, 0xbb, 0xbf, 0x61]), "a"],
  ["UTF-16LE", Uint8Array.from([0xff, 0xfe, 0x61, 0x00, 0xac, 0x20]), "a€"],
  ["UTF-16BE", Uint8Array.from([0xfe, 0xff, 0x00, 0x61, 0x20, 0xac]), "a€"],
  ["Windows-1252", Uint8Array.from([0x63, 0x61, 0x66, 0xe9]), "café"],
])("decodes %s", (_, bytes, text) => {
  expect(decodeText(bytes)).toBe(text);
});
