import { expect, test } from "vitest";
import type { MediaContent } from "../../../shared/chat/message-part.ts";
import { attachmentTokens } from "./attachment-tokens.ts";
import { forCapabilities, missingCapability, neededCapabilities } from "./missing-capability.ts";
import type { AttachmentState } from "./state/attachment-item.ts";
import { readinessOf } from "./state/readiness.ts";

const frame = { kind: "image", hash: "f", widthPx: 528, heightPx: 288, timeMs: 0 } as const;
const clip = { kind: "audio", hash: "c", sampleCount: 64_000, timeMs: 0 } as const;

function part(kind: MediaContent["kind"], prepared: MediaContent["prepared"]): MediaContent {
  return {
    type: "media",
    kind,
    hash: "h",
    mediaType: "",
    name: kind,
    sizeBytes: 1,
    budget: null,
    prepared,
    widthPx: null,
    heightPx: null,
    durationMs: null,
    thumbnailHash: null,
  };
}

const picture = part("image", [frame]);
const audio = part("audio", [clip, clip]);
const video = part("video", [frame, frame, clip]);
const text = { type: "file", name: "a.txt", text: "12345678" } as const;

test("counts media tokens exactly and estimates those of text", () => {
  expect(attachmentTokens(video)).toEqual({ tokens: 66 + 66 + 100, isExact: true });
  expect(attachmentTokens(text)).toEqual({ tokens: 2, isExact: false });
});

test.each([
  [picture, { sees: false, hears: true }, "sight"],
  [picture, { sees: true, hears: false }, null],
  [audio, { sees: true, hears: false }, "hearing"],
  [video, { sees: true, hears: false }, "video-audio"],
  [video, { sees: false, hears: true }, "sight"],
  [video, null, null],
  [text, { sees: false, hears: false }, null],
] as const)(
  "finds the capability that a model lacks for an attachment (case %#)",
  (attachment, capabilities, missing) => {
    expect(missingCapability(attachment, capabilities)).toBe(missing);
  },
);

test("removes a video's audio for a model without audio input", () => {
  const silent = forCapabilities(video, { sees: true, hears: false });
  expect(silent).toEqual({ ...video, prepared: [frame, frame] });
  expect(forCapabilities(video, { sees: true, hears: true })).toBe(video);
});

test("lists each capability that the attachments need once", () => {
  const blind = { sees: false, hears: false };
  expect(neededCapabilities([picture, audio, picture, text], blind)).toEqual(["sees", "hears"]);
  expect(neededCapabilities([video], { sees: true, hears: false })).toEqual(["hears"]);
  expect(neededCapabilities([picture, text], { sees: true, hears: false })).toEqual([]);
  expect(neededCapabilities([picture], null)).toEqual([]);
});

test("reports a draft as ready if all attachments are prepared and the model takes them", () => {
  const file = new File([], "a");
  const item = (state: AttachmentState) => ({
    id: "1",
    name: file.name,
    source: file,
    page: null,
    budget: null,
    isDocument: false,
    encoding: null,
    state,
  });
  const ready = item({ type: "ready", attachment: picture });
  const preparing = item({ type: "preparing", progress: 0.5 });
  const choosing = item({ type: "choosing", file, pageCount: 12 });
  const seeing = { sees: true, hears: false };
  expect(readinessOf([], seeing)).toBe("none");
  expect(readinessOf([ready], seeing)).toBe("ready");
  expect(readinessOf([ready, preparing], seeing)).toBe("preparing");
  expect(readinessOf([ready, choosing], seeing)).toBe("trouble");
  expect(readinessOf([ready], { sees: false, hears: true })).toBe("trouble");
});
