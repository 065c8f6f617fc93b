import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "facet-build-"));
  writeFileSync(join(project, "package.json"), JSON.stringify({ type: "module" }));
  for (const name of ["build.js", "build-steps", "CMakeLists.txt", "cmake", "cpp", "kernels", "windows"]) {
    cpSync(join(import.meta.dirname, name), join(project, "native", name), { recursive: true });
  }
});
afterEach(() => rmSync(project, { recursive: true }));

/** Where nothing but an empty folder is searched for programs. */
function buildWithoutTools(event?: string) {
  const tools = join(project, "tools");
  mkdirSync(tools, { recursive: true });
  const env = { PATH: tools, ...(event !== undefined && { npm_lifecycle_event: event }) };
  return spawnSync(process.execPath, ["native/build.js"], { cwd: project, env, encoding: "utf8" });
}

describe.skipIf(process.platform === "win32")("building the media addon", () => {
  it("says in one sentence what is missing and how to get it, and lets the install go on", () => {
    symlinkSync(join(import.meta.dirname, "../node_modules"), join(project, "node_modules"));
    const { status, stderr } = buildWithoutTools("postinstall");
    expect(status).toBe(0);
    expect(stderr).toMatch(
      /^Facet will not see or hear: git, CMake 3\.19 or newer, a C\+\+ compiler and make are missing\. /,
    );
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  it("fails when it was asked for by name", () => {
    symlinkSync(join(import.meta.dirname, "../node_modules"), join(project, "node_modules"));
    expect(buildWithoutTools().status).toBe(1);
  });

  it("says so when there is nothing to join", () => {
    const { status, stderr } = buildWithoutTools("postinstall");
    expect(status).toBe(0);
    expect(stderr).toMatch(/no prebuilt libraries/);
  });
});
