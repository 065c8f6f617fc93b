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
  it("reports a change of state once", () => {
    const paused = download({ type: "paused" });
    expect(newsOf([download(running)], [paused])).toEqual([{ name: "Model", kind: "paused" }]);
    expect(newsOf([paused], [paused])).toEqual([]);
  });

  it("ignores changes of speed, new downloads and removed downloads", () => {
    expect(newsOf([download(running)], [download({ type: "running", bytesPerSecond: 2 })])).toEqual([]);
    expect(newsOf([], [download({ type: "paused" })])).toEqual([]);
    expect(newsOf([download(running)], [])).toEqual([]);
  });
});
