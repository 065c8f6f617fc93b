import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { Message } from "../../../../shared/chat/message.ts";
import type { MediaPart, TextPart } from "../../../../shared/chat/message-part.ts";
import { TranscriptView } from "./TranscriptView.tsx";

const clip = (timeMs: number) => ({ kind: "audio" as const, hash: "a", sampleCount: 16_000, timeMs });
const talk: MediaPart = {
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

const message: Message = {
  id: "q",
  conversationId: "c",
  parentId: null,
  role: "user",
  createdAtMs: 0,
  parts: [talk],
  status: { type: "complete" },
  modelName: null,
  stats: null,
  isReasoningOpen: false,
  isPinned: false,
  contextStartId: null,
  task: null,
};

it("marks only the part that was cut off", () => {
  const parts: TextPart[] = [
    { type: "text", text: "and so on and", isCut: true },
    { type: "text", text: "the end" },
  ];
  const reply: Message = { ...message, role: "assistant", parts, task: { name: "transcribe", each: "clip" } };
  const html = renderToStaticMarkup(<TranscriptView reply={reply} question={message} />);
  const [first = "", second = ""] = html.split("<li").slice(1);
  expect(first).toContain("Cut off here");
  expect(second).not.toContain("Cut off here");
});
