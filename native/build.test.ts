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

/** Runs the build with an empty folder as PATH. */
function buildWithoutTools(event?: string) {
  const tools = join(project, "tools");
  mkdirSync(tools, { recursive: true });
  const env = { PATH: tools, ...(event !== undefined && { npm_lifecycle_event: event }) };
  return spawnSync(process.execPath, ["native/build.js"], { cwd: project, env, encoding: "utf8" });
}

describe.skipIf(process.platform === "win32")("build.js", () => {
  it("prints one line with the missing tools and how to install them, and exits with 0 during an install", () => {
    symlinkSync(join(import.meta.dirname, "../node_modules"), join(project, "node_modules"));
    const { status, stderr } = buildWithoutTools("postinstall");
    expect(status).toBe(0);
    expect(stderr).toMatch(
      /^Facet cannot process images and audio: git, CMake 3\.19 or newer, a C\+\+ compiler and make are missing\. /,
    );
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  it("exits with 1 when run explicitly", () => {
    symlinkSync(join(import.meta.dirname, "../node_modules"), join(project, "node_modules"));
    expect(buildWithoutTools().status).toBe(1);
  });

  it("reports when node-llama-cpp has no prebuilt libraries", () => {
    const { status, stderr } = buildWithoutTools("postinstall");
    expect(status).toBe(0);
    expect(stderr).toMatch(/no prebuilt libraries/);
  });
});
