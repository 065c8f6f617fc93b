import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fixtureModel } from "../tests/fixtures/models.ts";
import { hasSmallDisks, runOnSmallDisk, smallDiskMountPoint } from "../tests/fixtures/small-disk.ts";

let place: ReturnType<typeof smallDiskMountPoint>;
beforeEach(() => {
  place = smallDiskMountPoint();
});
afterEach(() => place.remove());

/** Runs a scenario of `on-small-disk.ts` on a disk of 8 MB. */
const onSmallDisk = (scenario: string) => runOnSmallDisk(place.disk, "on-small-disk.ts", scenario);

// Small disks need user namespaces; without them, `unwritten-replies.test.ts` simulates a disk that
// rejects writes.
describe.runIf(hasSmallDisks)("the app on a small disk", { timeout: 120_000 }, () => {
  it("does not start on a full disk and reports it; with free space again, all chats are there", async () => {
    expect(await onSmallDisk("full-at-start")).toMatchObject({
      failure: {
        code: "storage-failed",
        message: expect.stringMatching(/^The disk is full.*Free up some disk space/) as unknown,
        data: { reason: "disk-full", path: join(place.disk, "facet") },
      },
      titles: ["An earlier chat"],
      notices: [],
    });
  });

  it("does not start on a read-only disk and reports it; writable again, all chats are there", async () => {
    expect(await onSmallDisk("read-only-at-start")).toMatchObject({
      failure: {
        code: "storage-failed",
        message: expect.stringMatching(/does not have permission to write.*permissions/) as unknown,
        data: { reason: "read-only", path: join(place.disk, "facet") },
      },
      titles: ["An earlier chat"],
      notices: [],
    });
  });

  it("reports a full disk for an attachment, and stores the file once there is space", async () => {
    expect(await onSmallDisk("full-when-media-come")).toEqual({
      full: {
        ok: false,
        error: expect.objectContaining({ code: "storage-failed", data: { reason: "disk-full" } }) as unknown,
      },
      left: [],
      again: true,
      stored: 1,
    });
  });

  it.each([
    ["the disk fills up during a reply", "full-in-mid-reply"],
    ["the disk is still full when a reply ends", "full-at-the-end-of-a-reply"],
  ])("reports once that %s, continues the reply and stores it when there is space", async (_, scenario) => {
    await fixtureModel("endless-slow");
    expect(await onSmallDisk(scenario)).toEqual({
      trouble: expect.objectContaining({ code: "storage-failed" }) as unknown,
      // Reported when it started and when it was over.
      reportCount: 2,
      status: { type: "incomplete", reason: "stopped" },
      isWhole: true,
    });
  });
});
