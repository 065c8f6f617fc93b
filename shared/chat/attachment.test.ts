import { describe, expect, it } from "vitest";
import { mediaLimits } from "../media/media-limits.ts";
import { attachmentSchema } from "./attachment.ts";
import type { MediaContent } from "./message-part.ts";

const hash = "a".repeat(64);
const image = { kind: "image", hash, widthPx: 96, heightPx: 48, timeMs: null } as const;
const clip = { kind: "audio", hash, sampleCount: 480_000, timeMs: 0 } as const;
const imagePart: MediaContent = {
  type: "media",
  kind: "image",
  hash,
  mediaType: "image/jpeg",
  name: "a.jpg",
  sizeBytes: 5,
  budget: 280,
  prepared: [image],
  widthPx: 4000,
  heightPx: 3000,
  durationMs: null,
  thumbnailHash: null,
};
const audioPart: MediaContent = { ...imagePart, kind: "audio", budget: null, prepared: [clip, clip] };
const videoPart: MediaContent = { ...audioPart, kind: "video", budget: 70, prepared: [image, image, clip] };

const accepts = (value: unknown) => attachmentSchema.safeParse(value).success;

describe("attachmentSchema", () => {
  it.each([imagePart, audioPart, videoPart, { type: "file", name: "a.txt", text: "" }])(
    "accepts a part of type $type and kind $kind",
    (part) => {
      expect(attachmentSchema.parse(part)).toEqual(part);
    },
  );

  it("shows what is invisible in a name", () => {
    const named = attachmentSchema.parse({ ...imagePart, name: "a\u202Egpj.exe" });
    expect(named.name).toBe("a[U+202E]gpj.exe");
  });

  it.each([
    ["a path instead of a hash", { ...imagePart, hash: "../../etc/passwd" }],
    ["a hash in upper case", { ...imagePart, hash: "A".repeat(64) }],
    ["no prepared media", { ...imagePart, prepared: [] }],
    ["two images in one", { ...imagePart, prepared: [image, image] }],
    ["audio prepared as an image", { ...audioPart, prepared: [image] }],
    ["an image prepared as audio", { ...imagePart, prepared: [clip] }],
    ["sides that are not multiples of 48", { ...imagePart, prepared: [{ ...image, widthPx: 97 }] }],
    ["an image without width", { ...imagePart, prepared: [{ ...image, widthPx: 0 }] }],
    ["more tokens than any budget", { ...imagePart, prepared: [{ ...image, widthPx: 48 * 1121 }] }],
    ["a clip longer than 30 s", { ...audioPart, prepared: [{ ...clip, sampleCount: 480_001 }] }],
    ["a clip without samples", { ...audioPart, prepared: [{ ...clip, sampleCount: 0 }] }],
    ["an unknown budget", { ...imagePart, budget: 300 }],
    ["no bytes", { ...imagePart, sizeBytes: 0 }],
    ["more bytes than the file limit", { ...imagePart, sizeBytes: 3 * 1024 ** 3 }],
    [
      "more frames than the limit",
      { ...videoPart, prepared: Array.from({ length: mediaLimits.preparedOfOne + 1 }, () => image) },
    ],
  ])("refuses a part with %s", (_, part) => {
    expect(accepts(part)).toBe(false);
  });
});
