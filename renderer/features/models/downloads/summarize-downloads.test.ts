import { describe, expect, it } from "vitest";
import type { Download, DownloadState } from "../../../../shared/models/download.ts";
import { summarizeDownloads } from "./summarize-downloads.ts";

const failure = { code: "hub-offline", message: "", data: {} } as const;
const download = (name: string, doneBytes: number, sizeBytes: number, state: DownloadState): Download => ({
  id: name,
  repo: "team/model",
  revision: "main",
  name,
  files: [],
  sizeBytes,
  doneBytes,
  state,
});
const running: DownloadState = { type: "running", bytesPerSecond: null };

describe("summarizeDownloads", () => {
  it("is null where nothing is left to download", () => {
    expect(summarizeDownloads([])).toBeNull();
    expect(summarizeDownloads([download("a", 5, 5, { type: "done", modelId: "a" })])).toBeNull();
  });

  it("names a single download and how much of it is here", () => {
    expect(summarizeDownloads([download("a", 1, 4, running)])).toEqual({
      fraction: 0.25,
      condition: "running",
      name: "a",
      count: 1,
    });
  });

  it("adds up several, and reports a failure before anything else", () => {
    const failed = download("b", 2, 4, { type: "failed", failure });
    expect(summarizeDownloads([download("a", 0, 4, running), failed])).toEqual({
      fraction: 0.25,
      condition: "failed",
      name: null,
      count: 2,
    });
  });

  it("counts a download as running while its checksum is verified, and as waiting while it is offline", () => {
    const condition = (state: DownloadState) => summarizeDownloads([download("a", 4, 4, state)])?.condition;
    expect(condition({ type: "checking" })).toBe("running");
    expect(condition({ type: "waiting", failure, retryAtMs: 0 })).toBe("waiting");
  });
});
