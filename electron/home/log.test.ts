import { readdirSync, readFileSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openLog } from "./log.ts";

describe("openLog", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "facet-log-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("writes a line with a timestamp, and puts multi-line details below it", () => {
    const log = openLog(folder);
    log.info("Started", { version: "1" });
    log.error("The engine ended", "first\nsecond");
    expect(readFileSync(join(folder, "facet.log"), "utf8")).toMatch(
      /^\d{4}-\S+Z info Started \{"version":"1"\}\n\S+Z error The engine ended\n {4}first\n {4}second\n$/,
    );
  });

  it("rotates files of bounded size, with the newest lines in the current one", () => {
    const log = openLog(folder, { fileBytes: 1_000, olderFiles: 2 });
    for (let line = 0; line < 200; line++) log.info(`line ${line}`);
    expect(readdirSync(folder).sort()).toEqual(["facet.1.log", "facet.2.log", "facet.log"]);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).size).toBeLessThan(1_001);
    expect(readFileSync(join(folder, "facet.log"), "utf8")).toContain("line 199");
  });

  it("appends to the file of the previous start", () => {
    openLog(folder).info("first start");
    openLog(folder).info("second start");
    expect(readFileSync(join(folder, "facet.log"), "utf8")).toMatch(/first start\n.*second start\n$/);
  });

  it("is readable by its owner only, and does not throw when it cannot write", () => {
    openLog(folder).info("x");
    expect(statSync(join(folder, "facet.log")).mode & 0o777).toBe(0o600);
    expect(() => {
      openLog(join(folder, "missing")).error("x");
    }).not.toThrow();
  });
});
