import { describe, expect, it } from "vitest";
import { mediaLimits } from "../media/media-limits.ts";
import { attachmentSchema } from "./attachment.ts";
import type { MediaPart } from "./message-part.ts";

const hash = "a".repeat(64);
const image = { kind: "image", hash, widthPx: 96, heightPx: 48, timeMs: null } as const;
const clip = { kind: "audio", hash, sampleCount: 480_000, timeMs: 0 } as const;
const picture: MediaPart = {
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
const sound: MediaPart = { ...picture, kind: "audio", budget: null, prepared: [clip, clip] };
const film: MediaPart = { ...sound, kind: "video", budget: 70, prepared: [image, image, clip] };

const accepts = (value: unknown) => attachmentSchema.safeParse(value).success;

describe("an attachment", () => {
  it.each([picture, sound, film, { type: "file", name: "a.txt", text: "" }])(
    "may be this: $type $kind",
    (part) => {
      expect(attachmentSchema.parse(part)).toEqual(part);
    },
  );

  it.each([
    ["a path for a hash", { ...picture, hash: "../../etc/passwd" }],
    ["a hash in upper case", { ...picture, hash: "A".repeat(64) }],
    ["nothing for the model", { ...picture, prepared: [] }],
    ["two images in one", { ...picture, prepared: [image, image] }],
    ["a sound that is an image", { ...sound, prepared: [image] }],
    ["a picture that is a sound", { ...picture, prepared: [clip] }],
    ["sides that are no multiples of 48", { ...picture, prepared: [{ ...image, widthPx: 97 }] }],
    ["an image without width", { ...picture, prepared: [{ ...image, widthPx: 0 }] }],
    ["more tokens than any budget", { ...picture, prepared: [{ ...image, widthPx: 48 * 1121 }] }],
    ["a clip longer than 30 s", { ...sound, prepared: [{ ...clip, sampleCount: 480_001 }] }],
    ["a clip without samples", { ...sound, prepared: [{ ...clip, sampleCount: 0 }] }],
    ["a budget of its own", { ...picture, budget: 300 }],
    ["no bytes", { ...picture, sizeBytes: 0 }],
    ["more bytes than are stored", { ...picture, sizeBytes: 3 * 1024 ** 3 }],
    [
      "more frames than a message holds",
      { ...film, prepared: Array.from({ length: mediaLimits.preparedOfOne + 1 }, () => image) },
    ],
  ])("is refused with %s", (_, part) => {
    expect(accepts(part)).toBe(false);
  });
});
