import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

/** Imports a module in a new Node process and lists every package that it resolves. */
async function packagesLoadedBy(module: string): Promise<string[]> {
  const script = `
    const { registerHooks } = await import("node:module");
    const packages = new Set();
    registerHooks({ resolve(specifier, context, next) {
      if (!/^(\\.|\\/|file:|node:|data:)/.test(specifier)) packages.add(specifier);
      return next(specifier, context);
    } });
    await import(${JSON.stringify(new URL(module, import.meta.url).href)});
    console.log(JSON.stringify([...packages]));`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script]);
  return JSON.parse(stdout) as string[];
}

describe("the services", () => {
  it("load in plain Node, without Electron and the engine library", async () => {
    const packages = await packagesLoadedBy("./app.ts");
    expect(packages).not.toContain("electron");
    expect(packages.filter((name) => name.startsWith("node-llama-cpp"))).toEqual([]);
  });
});
