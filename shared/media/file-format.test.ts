import { expect, test } from "vitest";
import { fileKind } from "./file-kind.ts";

const bytes = (text: string, ...rest: readonly number[]) =>
  Uint8Array.from([...Array.from(text, (letter) => letter.charCodeAt(0)), ...rest]);

test.each([
  ["a PNG", bytes("\x89PNG\r\n\x1a\n", 0, 0), "image"],
  ["a JPEG", bytes("\xff\xd8\xff\xe0", 0, 16), "image"],
  ["a GIF", bytes("GIF89a", 1, 0), "image"],
  ["a bitmap", bytes("BM", 0, 0, 1, 0), "image"],
  ["a WebP", bytes("RIFF\x01\x02\x03\x04WEBPVP8 "), "image"],
  ["an AVIF", bytes("\0\0\0\x20ftypavif\0\0\0\0avifmif1"), "image"],
  ["a HEIC", bytes("\0\0\0\x18ftypheic\0\0\0\0mif1heic"), "heic"],
  ["a HEIC that names the general brand first", bytes("\0\0\0\x18ftypmif1\0\0\0\0mif1heic"), "heic"],
  ["a PDF", bytes("%PDF-1.7\n%"), "pdf"],
  ["a PDF after other bytes", bytes("\r\n\r\n%PDF-1.4"), "pdf"],
  ["a WAV", bytes("RIFF\x01\x02\x03\x04WAVEfmt "), "recording"],
  ["an MP3 with ID3 tags", bytes("ID3", 4, 0), "recording"],
  ["an MP3 without tags", Uint8Array.from([0xff, 0xfb, 0x90, 0x64]), "recording"],
  ["an Ogg", bytes("OggS", 0, 2), "recording"],
  ["a FLAC", bytes("fLaC", 0, 0), "recording"],
  ["a WebM", bytes("\x1a\x45\xdf\xa3", 1), "recording"],
  ["an MP4", bytes("\0\0\0\x20ftypisom\0\0\x02\0isomiso2"), "recording"],
  ["a QuickTime video", bytes("\0\0\0\x14ftypqt  "), "recording"],
  ["a text file", bytes("Hello,\nthis is text"), "text"],
  ["a text file that begins with BM", bytes("BMW is a car maker"), "text"],
  ["an SVG", bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'), "text"],
  ["an executable", bytes("\x7fELF", 2, 1, 1, 0, 0), null],
  ["a ZIP", bytes("PK\x03\x04", 20, 0, 0), null],
] as const)("detects %s from its bytes", (_, head, kind) => {
  expect(fileKind(head, "file", "")).toBe(kind);
});

test("detects UTF-8 text whose last character is truncated", () => {
  expect(fileKind(new TextEncoder().encode("发票 12.50 元").subarray(0, 5), "notes.txt", "")).toBe("text");
});

test("falls back to the file name if the bytes match no format", () => {
  const damaged = Uint8Array.from([0, 1, 2, 3, 0, 0]);
  expect(fileKind(damaged, "memo.mp3", "")).toBe("recording");
  expect(fileKind(damaged, "memo.bin", "application/octet-stream")).toBe(null);
});
