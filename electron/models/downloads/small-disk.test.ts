import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hasSmallDisks, runOnSmallDisk, smallDiskMountPoint } from "../../../tests/fixtures/small-disk.ts";

let place: ReturnType<typeof smallDiskMountPoint>;
beforeEach(() => {
  place = smallDiskMountPoint();
});
afterEach(() => place.remove());

/** Downloads a file of this many megabytes onto a disk of 8 MB. */
const download = (megabytes: number) =>
  runOnSmallDisk(place.disk, "download-on-small-disk.ts", String(megabytes));

const noSpace = {
  type: "waiting",
  failure: expect.objectContaining({ code: "download-no-space" }) as unknown,
};

describe.runIf(hasSmallDisks)("a download onto a small disk", { timeout: 120_000 }, () => {
  it("waits when the disk fills up, keeps its bytes over a restart, and resumes when it can", async () => {
    const report = (await download(5)) as {
      readonly doneWhenFull: number;
      readonly doneAfterRestart: number;
      readonly sentShare: number;
    };
    expect(report).toMatchObject({ state: noSpace, isExact: true });
    expect(report.doneWhenFull).toBeGreaterThan(1_000_000);
    // Other connections may have written parts of their pieces.
    expect(report.doneAfterRestart).toBeGreaterThanOrEqual(report.doneWhenFull);
    // The pieces that were in flight when the disk became full.
    expect(report.sentShare).toBeLessThan(1.5);
  });

  it("does not start a download that does not fit, and reports it", async () => {
    expect(await download(12)).toMatchObject({ state: noSpace, sentBytes: 0 });
  });
});
