import { expect, it } from "vitest";
import type { MediaPart, MessagePart } from "../../../shared/chat/message-part.ts";
import type { Message } from "../../../shared/chat/message.ts";
import { begunCount, pieceAnswers } from "./piece-answers.ts";
import { messageWith } from "../../../tests/fixtures/message-parts.ts";

const image = { kind: "image", hash: "h", widthPx: 48, heightPx: 48, timeMs: null } as const;

function photo(id: string): MediaPart {
  return {
    id,
    type: "media",
    status: "complete",
    kind: "image",
    hash: id,
    mediaType: "image/png",
    name: id,
    sizeBytes: 1,
    budget: null,
    prepared: [image],
    widthPx: 48,
    heightPx: 48,
    durationMs: null,
    thumbnailHash: null,
  };
}

const question = messageWith({ id: "q", parts: [photo("a"), photo("b"), photo("c")] });

function receipt(id: string, status: MessagePart["status"]): MessagePart {
  return { id, type: "receipt", status, text: "{}" };
}

function reply(status: Message["status"], ...parts: readonly MessagePart[]): Message {
  const task = { name: "read-receipt", each: "image" } as const;
  return messageWith({ id: "r", role: "assistant", parts, status, task });
}

it("gives each image its receipt, whatever other parts lie between them", () => {
  const reasoning: MessagePart = {
    id: "r",
    type: "reasoning",
    status: "complete",
    text: "Hm",
    durationMs: 1,
  };
  const parts = [reasoning, receipt("1", "complete"), reasoning, receipt("2", "streaming")];
  const answers = pieceAnswers(reply({ type: "streaming" }, ...parts), question);
  expect(answers.map(({ source, part }) => [source.name, part?.id])).toEqual([
    ["a", "1"],
    ["b", "2"],
    ["c", undefined],
  ]);
  expect(begunCount(answers)).toBe(2);
});

it("tells a receipt that was cut off from one during which the reply was stopped", () => {
  const stopped = { type: "incomplete", reason: "stopped" } as const;
  const answers = pieceAnswers(
    reply(stopped, receipt("1", "incomplete"), receipt("2", "incomplete")),
    question,
  );
  expect(answers.map(({ isCutOff, isStopped }) => [isCutOff, isStopped])).toEqual([
    [true, false],
    [false, true],
    [false, false],
  ]);
});
