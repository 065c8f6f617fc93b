import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { Message } from "../../../../shared/chat/message.ts";
import type { MediaPart, TranscriptPart } from "../../../../shared/chat/message-part.ts";
import { TranscriptView } from "./TranscriptView.tsx";
import { messageWith } from "../../../../tests/fixtures/message-parts.ts";

const clip = (timeMs: number) => ({ kind: "audio" as const, hash: "a", sampleCount: 16_000, timeMs });
const talk: MediaPart = {
  id: "m",
  status: "complete",
  type: "media",
  kind: "audio",
  hash: "a",
  mediaType: "audio/wav",
  name: "talk.wav",
  sizeBytes: 1,
  budget: null,
  prepared: [clip(0), clip(30_000)],
  widthPx: null,
  heightPx: null,
  durationMs: 60_000,
  thumbnailHash: null,
};

const message = messageWith({ id: "q", parts: [talk] });

function replyWith(status: Message["status"], ...parts: TranscriptPart[]): Message {
  return { ...message, role: "assistant", parts, status, task: { name: "transcribe", each: "clip" } };
}

function markedLines(reply: Message): boolean[] {
  const html = renderToStaticMarkup(<TranscriptView reply={reply} question={message} />);
  return html
    .split("<li")
    .slice(1)
    .map((line) => line.includes("Cut off here"));
}

const cut: TranscriptPart = { id: "1", type: "transcript", status: "incomplete", text: "and so on and" };
const whole: TranscriptPart = { id: "2", type: "transcript", status: "complete", text: "the end" };

it("marks only the part that was cut off", () => {
  expect(markedLines(replyWith({ type: "complete" }, cut, whole))).toEqual([true, false]);
});

it("names the recording in the buttons of several, and saves all of them at once", () => {
  const other: MediaPart = { ...talk, id: "n", name: "walk.wav", hash: "b" };
  const both = messageWith({ id: "q", parts: [talk, other] });
  const parts = ["1", "2", "3", "4"].map((id): TranscriptPart => ({ ...whole, id }));
  const html = renderToStaticMarkup(
    <TranscriptView reply={replyWith({ type: "complete" }, ...parts)} question={both} />,
  );
  expect(html).toContain('aria-label="Save talk.wav as SRT"');
  expect(html).toContain('aria-label="Save walk.wav as SRT"');
  expect(html.match(/Save all as TXT/g)).toHaveLength(1);
  const single = renderToStaticMarkup(
    <TranscriptView reply={replyWith({ type: "complete" }, cut, whole)} question={message} />,
  );
  expect(single).not.toContain("Save all");
});

it("does not blame a limit for the part during which the reply was stopped", () => {
  const stopped = { type: "incomplete", reason: "stopped" } as const;
  expect(markedLines(replyWith(stopped, whole, { ...cut, id: "3" }))).toEqual([false, false]);
});
