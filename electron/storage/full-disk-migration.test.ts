import { expect, it } from "vitest";
import { hasSmallDisks, runOnSmallDisk, smallDiskMountPoint } from "../../tests/fixtures/small-disk.ts";

interface Attempt {
  readonly roomBytes: number;
  readonly failure: unknown;
  readonly backups: readonly string[];
  readonly isUnchanged: boolean;
}

it.runIf(hasSmallDisks)(
  "a migration on a disk that is too full leaves the database as it was, without a backup, and works with enough space",
  { timeout: 120_000 },
  async () => {
    const place = smallDiskMountPoint();
    const run = runOnSmallDisk(place.disk, "migrate-on-small-disk.ts", "format-4").finally(() =>
      place.remove(),
    );
    const attempts = (await run) as readonly Attempt[];
    const [last, ...failed] = [...attempts].reverse();
    // With less and less space: during the migration, during the backup, and when the database is opened.
    expect(failed.length).toBeGreaterThan(3);
    for (const attempt of failed) {
      expect(attempt).toEqual({
        roomBytes: attempt.roomBytes,
        failure: { code: "storage-failed", data: { reason: "disk-full" } },
        backups: [],
        isUnchanged: true,
      });
    }
    expect(last).toMatchObject({ failure: null, isUnchanged: false });
    expect(last?.backups).toHaveLength(1);
  },
);
