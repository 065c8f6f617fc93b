import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hasSmallDisks, runOnSmallDisk, smallDiskPlace } from "../../../tests/fixtures/small-disk.ts";

let place: ReturnType<typeof smallDiskPlace>;
beforeEach(() => {
  place = smallDiskPlace();
});
afterEach(() => place.remove());

/** Downloads a file of so many megabytes onto a disk of 8 MB. */
const download = (megabytes: number) =>
  runOnSmallDisk(place.disk, "download-on-small-disk.ts", String(megabytes));

const noSpace = {
  type: "waiting",
  failure: expect.objectContaining({ code: "download-no-space" }) as unknown,
};

describe.runIf(hasSmallDisks)("a download onto a small disk", { timeout: 120_000 }, () => {
  it("that is filled to the brim meanwhile: waits, loses nothing over a restart, and goes on with room", async () => {
    const report = (await download(5)) as {
      readonly doneWhenFull: number;
      readonly doneAfterRestart: number;
      readonly sentShare: number;
    };
    expect(report).toMatchObject({ state: noSpace, isExact: true });
    expect(report.doneWhenFull).toBeGreaterThan(1_000_000);
    // What other connections had begun to write may have come to it.
    expect(report.doneAfterRestart).toBeGreaterThanOrEqual(report.doneWhenFull);
    // The pieces that were on their way when the disk was full.
    expect(report.sentShare).toBeLessThan(1.5);
  });

  it("on which it has no room is not begun, and says so", async () => {
    expect(await download(12)).toMatchObject({ state: noSpace, sentBytes: 0 });
  });
});
