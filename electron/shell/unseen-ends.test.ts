import { expect, it } from "vitest";
import type { RunPhase } from "../../shared/chat/run.ts";
import type { EventMessage } from "../../shared/ipc/contract.ts";
import type { Download, DownloadState } from "../../shared/models/download.ts";
import { longReplyMs, UnseenEnds } from "./unseen-ends.ts";

const run = (phase: RunPhase): EventMessage => ({
  event: "chat.run",
  data: { runId: "r", conversationId: "c", messageId: "m", seq: 0, phase },
});
const ended: EventMessage = {
  event: "chat.ended",
  data: { runId: "r", messageId: "m", conversationId: "c" },
};
const downloads = (state: DownloadState): EventMessage => ({
  event: "downloads.changed",
  data: [{ id: "d", name: "Gemma", state } as Download],
});

it("tells of a long reply that ended unseen, and not of a short or a seen one", () => {
  for (const [tookMs, isSeen, told] of [
    [longReplyMs, false, 1],
    [longReplyMs - 1, false, 0],
    [longReplyMs, true, 0],
  ] as const) {
    const ends = new UnseenEnds();
    expect(ends.follow(run({ type: "answering" }), isSeen, 0)).toEqual([]);
    ends.follow(run({ type: "answering" }), isSeen, tookMs / 2);
    expect(ends.follow(ended, isSeen, tookMs)).toHaveLength(told);
  }
});

it("tells once of a call that waits for the user", () => {
  const ends = new UnseenEnds();
  ends.follow(run({ type: "answering" }), false, 0);
  const asking = run({ type: "awaiting-approval" });
  expect(ends.follow(asking, false, 1)).toEqual([{ type: "question", conversationId: "c" }]);
  expect(ends.follow(asking, false, 2)).toEqual([]);
});

it("tells of a download that ended, and not of one that had ended before the start", () => {
  const running: DownloadState = { type: "running", bytesPerSecond: null };
  const done: DownloadState = { type: "done", modelId: "gemma.gguf" };
  const ends = new UnseenEnds();
  expect(ends.follow(downloads(done), false, 0)).toEqual([]);
  ends.follow(downloads(running), false, 1);
  expect(ends.follow(downloads(done), false, 2)).toEqual([{ type: "download", name: "Gemma", isDone: true }]);
  expect(ends.follow(downloads(done), false, 3)).toEqual([]);
});
