import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fixtureModel } from "../tests/fixtures/models.ts";
import { hasSmallDisks, runOnSmallDisk, smallDiskPlace } from "../tests/fixtures/small-disk.ts";

let place: ReturnType<typeof smallDiskPlace>;
beforeEach(() => {
  place = smallDiskPlace();
});
afterEach(() => place.remove());

/** Runs one of the scenarios of `on-small-disk.ts` on a disk of 8 MB. */
const onSmallDisk = (scenario: string) => runOnSmallDisk(place.disk, "on-small-disk.ts", scenario);

// Without such namespaces nothing here can be a real full disk; `unwritten-replies.test.ts` has one that refuses writes.
describe.runIf(hasSmallDisks)("a data folder", { timeout: 120_000 }, () => {
  it("on a full disk: the app says so and does not start; with room again, all chats are there", async () => {
    expect(await onSmallDisk("full-at-start")).toMatchObject({
      failure: {
        code: "storage-failed",
        message: expect.stringMatching(/^The disk is full.*Make some room/) as unknown,
        data: { reason: "disk-full", path: join(place.disk, "facet") },
      },
      titles: ["An earlier chat"],
      notices: [],
    });
  });

  it("that is read-only: the app says so and does not start; writable again, all chats are there", async () => {
    expect(await onSmallDisk("read-only-at-start")).toMatchObject({
      failure: {
        code: "storage-failed",
        message: expect.stringMatching(/may not write.*permissions/) as unknown,
        data: { reason: "read-only", path: join(place.disk, "facet") },
      },
      titles: ["An earlier chat"],
      notices: [],
    });
  });

  it("that is full when a file is attached: that is said, nothing is left of it, and it comes when there is room", async () => {
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
    ["that is full in mid-reply", "full-in-mid-reply"],
    ["that is still full when a reply has ended", "full-at-the-end-of-a-reply"],
  ])("%s: that is told once, the reply goes on, and is written when there is room", async (_, scenario) => {
    await fixtureModel("endless-slow");
    expect(await onSmallDisk(scenario)).toEqual({
      trouble: expect.objectContaining({ code: "storage-failed" }) as unknown,
      // That it began, and that it is over.
      told: 2,
      status: { type: "incomplete", reason: "stopped" },
      isWhole: true,
    });
  });
});
