import { expect, it } from "vitest";
import type { ApiRequestState } from "../../shared/api/api-request.ts";
import type { RunPhase } from "../../shared/chat/run.ts";
import type { EventMessage } from "../../shared/ipc/contract.ts";
import type { DownloadState } from "../../shared/models/download.ts";
import { ActivityWatch, idle } from "./activity.ts";

const run = (phase: RunPhase): EventMessage => ({
  event: "chat.run",
  data: { runId: "r", conversationId: "c", messageId: "m", seq: 0, phase },
});
const request = (state: ApiRequestState): EventMessage => ({
  event: "api.requestsChanged",
  data: [{ id: "a", state } as never],
});
const downloads = (...states: readonly [DownloadState, number, number][]): EventMessage => ({
  event: "downloads.changed",
  data: states.map(([state, doneBytes, sizeBytes]) => ({ state, doneBytes, sizeBytes }) as never),
});

it("is generating while a reply is written, but not while it waits for the user", () => {
  const watch = new ActivityWatch();
  expect(watch.activity).toEqual(idle);
  watch.follow(run({ type: "queued", ahead: 1 }));
  expect(watch.activity.isGenerating).toBe(true);
  watch.follow(run({ type: "awaiting-approval" }));
  expect(watch.activity.isGenerating).toBe(false);
  watch.follow(run({ type: "using-tools" }));
  expect(watch.activity.isGenerating).toBe(true);
  watch.follow({ event: "chat.ended", data: { runId: "r", messageId: "m", conversationId: "c" } });
  expect(watch.activity).toEqual(idle);
});

it("is generating while a program's request is answered", () => {
  const watch = new ActivityWatch();
  watch.follow(request({ type: "generating" }));
  expect(watch.activity.isGenerating).toBe(true);
  watch.follow(request({ type: "done", durationMs: 5 }));
  expect(watch.activity).toEqual(idle);
});

it("adds up the downloads that are running", () => {
  const watch = new ActivityWatch();
  const running: DownloadState = { type: "running", bytesPerSecond: 1 };
  watch.follow(downloads([running, 10, 100], [running, 50, 100], [{ type: "paused" }, 1, 500]));
  expect(watch.activity.downloaded).toBeCloseTo(0.3);
  watch.follow(downloads([{ type: "done", modelId: "x" }, 100, 100]));
  expect(watch.activity.downloaded).toBeNull();
});
