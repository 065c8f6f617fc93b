import { expect, test } from "vitest";
import type { Attachment, MediaContent } from "../../../../shared/chat/message-part.ts";
import { catalogs } from "../../../i18n/i18n.ts";
import { describeTooMuch } from "./describe-too-much.ts";

const { media } = catalogs.en;
const { tooMuch } = media;
const text: Attachment = { type: "file", name: "a.txt", text: "long" };
const part = (kind: MediaContent["kind"]): MediaContent => ({
  type: "media",
  kind,
  hash: "h",
  mediaType: "",
  name: kind,
  sizeBytes: 1,
  budget: null,
  prepared: [],
  widthPx: null,
  heightPx: null,
  durationMs: null,
  thumbnailHash: null,
});

test("does not advise a lower image detail for text", () => {
  const words = describeTooMuch([text], false, media);
  expect(words).toEqual([tooMuch.what, tooMuch.texts, tooMuch.context]);
  expect(words.join()).not.toMatch(/detail/i);
});

test("gives the advice for each attached kind once", () => {
  const words = describeTooMuch(
    [part("image"), part("video"), part("audio"), part("image"), text],
    false,
    media,
  );
  expect(words).toEqual([tooMuch.what, tooMuch.pictures, tooMuch.recordings, tooMuch.texts, tooMuch.context]);
});

test("does not advise a longer context if it is at its maximum", () => {
  expect(describeTooMuch([text], true, media)).not.toContain(tooMuch.context);
});
