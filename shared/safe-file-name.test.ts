import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { safeFileName } from "./safe-file-name.ts";

describe("safeFileName", () => {
  it.each([
    ["receipt.png", "image/png", "receipt.png"],
    ["Voice note 12:30", "audio/webm;codecs=opus", "Voice note 12 30.webm"],
    ["报告.pdf, page 3", "application/pdf", "报告.pdf, page 3.pdf"],
    ["../../etc/passwd", "text/plain", "etc passwd"],
    ["C:\\Windows\\win.ini", "text/plain", "C Windows win.ini"],
    ["con.png", "image/png", "con_.png"],
    [".bashrc", "text/plain", "bashrc"],
    ["", "image/jpeg", "file.jpg"],
    ["\u202Egnp.exe", "text/plain", "gnp.exe"],
    ["nul.tar.gz", "", "nul_.tar.gz"],
    ["a".repeat(300), "", "a".repeat(80)],
  ])("turns %j (%s) into %j", (name, mediaType, safe) => {
    expect(safeFileName(name, mediaType)).toBe(safe);
  });

  it("returns a plain name for any input", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (name) => {
        const safe = safeFileName(name, "image/png");
        expect(safe).toMatch(/^[^<>:"/\\|?*\p{Cc}]+$/u);
        expect(safe).not.toMatch(/^[. ]|[. ]$|\.\./);
        expect(safe.length).toBeGreaterThan(0);
        expect(safe.isWellFormed()).toBe(true);
      }),
    );
  });
});
