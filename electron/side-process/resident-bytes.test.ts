import { expect, it } from "vitest";
import { bytesOfTask, residentBytes } from "./resident-bytes.ts";

it.skipIf(process.platform === "win32")("says the same of a process as the process itself", async () => {
  for (const platform of [process.platform, "darwin"] as const) {
    const bytes = (await residentBytes(process.pid, platform)) ?? 0;
    const own = process.memoryUsage.rss();
    expect(bytes).toBeGreaterThan(own / 2);
    expect(bytes).toBeLessThan(own * 2);
  }
});

it("knows nothing of a process that is gone", async () => {
  expect(await residentBytes(2 ** 30)).toBeNull();
});

it.each([
  ['"node.exe","4711","Console","1","45,123 K"\r\n', 45_123 * 1024],
  ['"node.exe","4711","Console","1","1.045.123 K"\r\n', 1_045_123 * 1024],
  ["INFO: No tasks are running which match the specified criteria.\r\n", null],
])("reads the list of tasks of Windows: %s", (line, bytes) => {
  expect(bytesOfTask(line)).toBe(bytes);
});
