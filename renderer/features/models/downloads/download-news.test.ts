import { describe, expect, it } from "vitest";
import type { Download, DownloadState } from "../../../../shared/models/download.ts";
import { newsOf } from "./download-news.ts";

const download = (state: DownloadState): Download => ({
  id: "a",
  repo: "team/model",
  revision: "main",
  name: "Model",
  files: [],
  sizeBytes: 10,
  doneBytes: 5,
  state,
});
const running: DownloadState = { type: "running", bytesPerSecond: 1 };

describe("newsOf", () => {
  it("tells of a new state once", () => {
    const paused = download({ type: "paused" });
    expect(newsOf([download(running)], [paused])).toEqual([{ name: "Model", kind: "paused" }]);
    expect(newsOf([paused], [paused])).toEqual([]);
  });

  it("says nothing of speed, of what was there before, and of what is gone", () => {
    expect(newsOf([download(running)], [download({ type: "running", bytesPerSecond: 2 })])).toEqual([]);
    expect(newsOf([], [download({ type: "paused" })])).toEqual([]);
    expect(newsOf([download(running)], [])).toEqual([]);
  });
});
