import { describe, expect, it } from "vitest";
import type { Download, DownloadState } from "../../../../shared/models/download.ts";
import { catalogs } from "../../../i18n/i18n.ts";
import { describeDownload } from "./describe-download.ts";

const words = (state: DownloadState) => {
  const download: Download = {
    id: "a",
    repo: "team/model",
    revision: "main",
    name: "Model",
    files: [],
    sizeBytes: 5_400_000_000,
    doneBytes: 2_100_000_000,
    state,
  };
  return describeDownload(download, catalogs.en, "en");
};

describe("describeDownload", () => {
  it("says how far it is, how fast, and how long it takes still", () => {
    expect(words({ type: "running", bytesPerSecond: 12_000_000 })).toEqual({
      amount: "2.1 GB of 5.4 GB",
      condition: "12 MB per second · about 5 min 0 s left",
      trouble: null,
    });
  });

  it("has no time for a line that stands still", () => {
    expect(words({ type: "running", bytesPerSecond: 0 }).condition).toBe("0 B per second");
  });

  it("says what is in the way, and that it goes on by itself", () => {
    const failure = { code: "hub-offline", message: "", data: { host: "huggingface.co" } } as const;
    expect(words({ type: "waiting", failure, retryAtMs: 0 }).condition).toMatch(
      /can’t be reached\. It goes on by itself\./,
    );
  });

  it("says what to do where it needs the person, and what is kept", () => {
    const failure = { code: "hub-gated", message: "", data: { repo: "a/b", hasToken: false } } as const;
    expect(words({ type: "failed", failure })).toMatchObject({
      condition: "2.1 GB are kept.",
      trouble: { title: "This model asks for permission" },
    });
  });
});
