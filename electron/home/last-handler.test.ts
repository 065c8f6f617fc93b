import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";

const urlOf = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);

const script = `
  const { logUnhandledRejections } = await import(${urlOf("./last-handler.ts")});
  const { inBackground } = await import(${urlOf("../in-background.ts")});
  logUnhandledRejections(process.argv[1]);
  inBackground(Promise.reject(new Error("forgotten in the background")));
  void Promise.reject(new Error("forgotten altogether"));
  setTimeout(() => process.exit(7), 50);`;

describe("logUnhandledRejections", () => {
  it("logs rejections that nothing handles, and keeps the process alive", async () => {
    const home = await mkdtemp(join(tmpdir(), "facet-rejections-"));
    onTestFinished(() => rm(home, { recursive: true }));
    await mkdir(join(home, "logs"));
    const child = spawn(process.execPath, ["--input-type=module", "-e", script, home], { stdio: "inherit" });
    const [code] = (await once(child, "close")) as [number | null];
    // The script's own end, not that of an unhandled rejection.
    expect(code).toBe(7);
    const logged = await readFile(join(home, "logs", "facet.log"), "utf8");
    expect(logged).toContain("Error: forgotten in the background");
    expect(logged).toContain("Error: forgotten altogether");
  });

  it.each(["serve.ts", "main.ts"])("is the first step of %s", async (entry) => {
    const source = await readFile(new URL(`../${entry}`, import.meta.url), "utf8");
    const [, steps] = source.split("const home = homeFolder(process.env, process.platform, homedir());");
    expect(steps?.trim().split("\n")[0]).toBe("logUnhandledRejections(home);");
  });
});
