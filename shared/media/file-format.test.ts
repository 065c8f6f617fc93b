import { expect, test } from "vitest";
import { fileFormat } from "./file-format.ts";

const bytes = (text: string, ...rest: readonly number[]) =>
  Uint8Array.from([...Array.from(text, (letter) => letter.charCodeAt(0)), ...rest]);
const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, mark: readonly number[] = []) =>
  Uint8Array.from([
    ...mark,
    ...Array.from(text, (letter) => letter.charCodeAt(0)).flatMap((code) => [code & 255, code >> 8]),
  ]);
/** Frames of 417 and 418 bytes: MPEG-1 layer III, 128 kbit/s, 44.1 kHz. */
const mp3 = Uint8Array.from({ length: 900 }, (_, at) => [0xff, 0xfb, 0x90, 0x64][at % 417] ?? 0x55);

test.each([
  ["a PNG", bytes("\x89PNG\r\n\x1a\n", 0, 0), "png"],
  ["a JPEG", bytes("\xff\xd8\xff\xe0", 0, 16), "jpeg"],
  ["a GIF", bytes("GIF89a", 1, 0), "gif"],
  ["a bitmap", bytes("BM\x36\x84\x03\0\0\0\0\0\x36\0\0\0\x28\0\0\0"), "bmp"],
  ["a WebP", bytes("RIFF\x01\x02\x03\x04WEBPVP8 "), "webp"],
  ["an AVIF", bytes("\0\0\0\x20ftypavif\0\0\0\0avifmif1"), "avif"],
  ["a HEIC", bytes("\0\0\0\x18ftypheic\0\0\0\0mif1heic"), "heic"],
  ["a HEIC that names the general brand first", bytes("\0\0\0\x18ftypmif1\0\0\0\0mif1heic"), "heic"],
  ["a TIFF", bytes("II*\0\x08\0\0\0"), "tiff"],
  ["a PDF", bytes("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"), "pdf"],
  ["a PDF after other bytes", bytes("\r\n\r\n%PDF-1.4\n1 0 obj\n"), "pdf"],
  ["a WAV", bytes("RIFF\x01\x02\x03\x04WAVEfmt "), "wav"],
  ["an MP3 with ID3 tags", bytes("ID3", 4, 0, 0, 0, 0, 1, 2), "mp3"],
  ["an MP3 without tags", mp3, "mp3"],
  ["an Ogg", bytes("OggS", 0, 2), "ogg"],
  ["a FLAC", bytes("fLaC", 0, 0), "flac"],
  ["an AIFF", bytes("FORM\0\x01\x6f\xc6AIFFCOMM"), "aiff"],
  ["a CAF", bytes("caff\0\x01\0\0"), "caf"],
  ["an AMR", bytes("#!AMR\n\x3c"), "amr"],
  ["a WebM", bytes("\x1a\x45\xdf\xa3", 1), "webm"],
  ["an MP4", bytes("\0\0\0\x20ftypisom\0\0\x02\0isomiso2"), "mp4"],
  ["an M4A", bytes("\0\0\0\x1cftypM4A \0\0\x02\0M4A isomiso2"), "m4a"],
  ["a QuickTime video", bytes("\0\0\0\x14ftypqt  "), "mp4"],
  ["an AVI", bytes("RIFF\xb4\xd5\0\0AVI LIST"), "avi"],
  ["a Flash video", bytes("FLV\x01\x05\0\0\0\x09"), "flv"],
  ["a Windows Media file", bytes("\x30\x26\xb2\x75\x8e\x66\xcf\x11"), "asf"],
  ["an MPEG program stream", bytes("\0\0\x01\xba\x44"), "mpeg"],
  ["an AC-3", bytes("\x0b\x77\x12\x34\0\x40"), "ac3"],
  ["a GGUF", bytes("GGUF", 3, 0, 0, 0), "gguf"],
  ["a ZIP", bytes("PK\x03\x04", 20, 0, 0), "zip"],
  ["an old Word document", bytes("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "old-office"],
  ["an RTF", bytes("{\\rtf1\\ansi Hello}"), "rtf"],
  ["an executable", bytes("\x7fELF", 2, 1, 1, 0, 0), "executable"],
  ["unknown bytes", bytes("\0\x01\x02\xfe\0\xfd\x03\0"), null],
] as const)("detects %s", (_, head, format) => {
  expect(fileFormat(head, "file")).toBe(format);
});

test.each([
  ["an SVG", utf8('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ["a form", utf8("FORM 27-B: application for a refund")],
  ["a list of identifiers", utf8("ID3 is the third\nID4 the fourth")],
  ["a note about PDFs", utf8("%PDF-1.4 is how such a file begins.\nThe rest is text.")],
  ["a car brochure", utf8("BMW is a car maker")],
  ["a story about a riff", utf8("RIFF and RAFF went WAVE-riding")],
  ["notes on GIFs", utf8("GIF89a is a format")],
  ["a note about models", utf8("GGUF files hold weights")],
  ["a note about movies", utf8("The moov atom comes first\n")],
  ["a note about programs", utf8("MZ begins a program")],
  ["UTF-16 with a byte order mark", utf16("name,amount\r\n", [0xff, 0xfe])],
  ["UTF-16 without one", utf16("name,amount\r\nTotal,12")],
  ["UTF-8 with a byte order mark", utf8("\ufeffHello")],
  ["UTF-8 whose last character is cut", utf8("发票 12.50 元").subarray(0, 5)],
  // "яяя бюджет": the bytes FF FF FF look like MPEG audio.
  ["Windows-1251", Uint8Array.from([0xff, 0xff, 0xff, 0x20, 0xe1, 0xfe, 0xe4, 0xe6, 0xe5, 0xf2])],
  ["GB18030", Uint8Array.from([0xb7, 0xa2, 0xc6, 0xb1, 0xbd, 0xf0, 0xb6, 0xee, 0x0a])],
  ["text with a stray control character", utf8(`${"Line of a log\n".repeat(60)}\x07`)],
] as const)("takes %s for text", (_, head) => {
  expect(fileFormat(head, "notes.txt")).toBe("text");
});

test("falls back to the name of a recording whose bytes match no format", () => {
  const damaged = Uint8Array.from([0, 1, 2, 3, 0, 0]);
  expect(fileFormat(damaged, "memo.mp3")).toBe("mp3");
  expect(fileFormat(damaged, "memo.bin")).toBe(null);
});
