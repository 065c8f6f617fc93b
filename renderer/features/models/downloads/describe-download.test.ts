import { describe, expect, it } from "vitest";
import type { Download, DownloadState } from "../../../../shared/models/download.ts";
import { catalogs } from "../../../i18n/i18n.ts";
import { describeDownload } from "./describe-download.ts";

const words = (state: DownloadState, sizeBytes = 5_400_000_000) => {
  const download: Download = {
    id: "a",
    repo: "team/model",
    revision: "main",
    name: "Model",
    files: [],
    sizeBytes,
    doneBytes: Math.min(sizeBytes, 2_100_000_000),
    state,
  };
  return describeDownload(download, catalogs.en, "en");
};

describe("describeDownload", () => {
  it("gives the amount, the speed and the time left of a running download", () => {
    expect(words({ type: "running", bytesPerSecond: 12_000_000 })).toEqual({
      amount: "2.1\u00a0GB of 5.4\u00a0GB",
      condition: "12\u00a0MB per second · about 5\u00a0min 0\u00a0s left",
      trouble: null,
      offersMirror: false,
    });
  });

  it("offers a mirror while the hub can’t be reached, and shows no amount before the sizes are known", () => {
    const failure = { code: "hub-offline", message: "", data: { host: "huggingface.co" } } as const;
    expect(words({ type: "waiting", failure, retryAtMs: 0 })).toMatchObject({ offersMirror: true });
    expect(words({ type: "waiting", failure, retryAtMs: 0 }, 0)).toMatchObject({ amount: "" });
  });

  it("gives no time left if the download is stalled", () => {
    expect(words({ type: "running", bytesPerSecond: 0 }).condition).toBe("0\u00a0B per second");
  });

  it("gives the reason for waiting and says that the download resumes by itself", () => {
    const failure = { code: "hub-offline", message: "", data: { host: "huggingface.co" } } as const;
    expect(words({ type: "waiting", failure, retryAtMs: 0 }).condition).toMatch(
      /can’t be reached\. It resumes automatically\./,
    );
  });

  it("says what to do about a failure and how much is kept", () => {
    const failure = { code: "hub-gated", message: "", data: { repo: "a/b", hasToken: false } } as const;
    expect(words({ type: "failed", failure })).toMatchObject({
      condition: "The 2.1\u00a0GB downloaded so far are kept.",
      trouble: { title: "This model is gated" },
    });
  });
});
