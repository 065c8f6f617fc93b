import { describe, expect, it } from "vitest";
import { mediaTypeOf } from "./media-type.ts";

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

describe("mediaTypeOf", () => {
  it.each([
    ["\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image/png"],
    ["\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg"],
    ["GIF89a", "image/gif"],
    ["BM\x36\0\0\0", "image/bmp"],
    ["RIFF\x24\0\0\0WEBPVP8 ", "image/webp"],
    ["RIFF\x24\0\0\0WAVEfmt ", "audio/wav"],
    ["RIFF\x24\0\0\0AVI LIST", null],
    ["\0\0\0\x20ftypavif\0\0\0\0avifmif1", "image/avif"],
    ["\0\0\0\x20ftypmif1\0\0\0\0mif1avif", "image/avif"],
    ["\0\0\0\x20ftypheic\0\0\0\0mif1heic", "image/heic"],
    ["\0\0\0\x20ftypM4A \0\0\0\0isom", "audio/mp4"],
    ["\0\0\0\x20ftypisom\0\0\0\0isomavc1", "video/mp4"],
    ["\0\0\0\x14ftypqt  \0\0\0\0qt  ", "video/quicktime"],
    ["OggS\0\x02", "audio/ogg"],
    ["fLaC\0\0\0\x22", "audio/flac"],
    ["\x1aE\xdf\xa3\x9fB\x86", "video/webm"],
    ["ID3\x04\0\0", "audio/mpeg"],
    ["\xff\xfb\x90\x64", "audio/mpeg"],
    ["\xff\xf1\x50\x80", "audio/aac"],
  ])("detects %j as %s", (head, type) => {
    expect(mediaTypeOf(bytes(head))).toBe(type);
  });

  it.each([
    ["an SVG", '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ["an HTML page", "<!doctype html><script>alert(1)</script>"],
    ["XML", '<?xml version="1.0"?><svg/>'],
    ["a script", "alert(1)"],
    ["a PDF, which may hold scripts", "%PDF-1.7"],
    ["a WebAssembly module", "\0asm\x01\0\0\0"],
    ["an empty file", ""],
    ["text in UTF-16", "\xff\xfe<\0h\0"],
  ])("returns null for %s", (_, text) => {
    expect(mediaTypeOf(bytes(text))).toBeNull();
  });
});
