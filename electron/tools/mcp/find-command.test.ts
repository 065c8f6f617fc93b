import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findCommand, type CommandSearch } from "./find-command.ts";
import { loginPath, mergedPath, pathInOutput } from "./login-path.ts";
import { serverEnvironment } from "./server-environment.ts";
import { batchArguments, isBatchFile } from "./windows-batch.ts";

function search(platform: NodeJS.Platform, path: string, files: readonly string[]): CommandSearch {
  return { platform, path, isExecutable: async (file) => files.includes(file) };
}

describe("findCommand", () => {
  const unix = search("linux", "/opt/node/bin::relative:/usr/bin", [
    "/usr/bin/npx",
    "/opt/node/bin/npx",
    "/srv/tool",
    "relative/here",
  ]);
  it.each([
    ["npx", "/opt/node/bin/npx"],
    ["/srv/tool", "/srv/tool"],
    ["/srv/none", null],
    ["uvx", null],
    // They would depend on the folder in which Facet was started.
    ["here", null],
    ["./here", null],
  ])("finds %s on Unix", async (command, file) => {
    expect(await findCommand(command, unix)).toBe(file);
  });

  const windows = search("win32", 'C:\\Windows;"C:\\Program Files\\nodejs"', [
    "C:\\Program Files\\nodejs\\npx",
    "C:\\Program Files\\nodejs\\npx.cmd",
    "C:\\Program Files\\nodejs\\node.exe",
    "C:\\tools\\serve.bat",
  ]);
  it.each([
    ["npx", "C:\\Program Files\\nodejs\\npx.cmd"],
    ["node", "C:\\Program Files\\nodejs\\node.exe"],
    ["NODE.EXE", null],
    ["node.exe", "C:\\Program Files\\nodejs\\node.exe"],
    ["C:\\tools\\serve", "C:\\tools\\serve.bat"],
    ["uvx", null],
  ])("finds %s on Windows", async (command, file) => {
    expect(await findCommand(command, windows)).toBe(file);
  });
});

describe("batchArguments", () => {
  it("leaves nothing to the command interpreter that it would act on", () => {
    expect(isBatchFile("C:\\nodejs\\npx.CMD")).toBe(true);
    expect(isBatchFile("C:\\nodejs\\node.exe")).toBe(false);
    const [, , , line] = batchArguments("C:\\Program Files\\npx.cmd", [
      "-y",
      "a b",
      'x"&calc',
      "100%",
      "end\\",
    ]);
    expect(line).toBe(
      String.raw`"C:\Program^ Files\npx.cmd ^^^"-y^^^" ^^^"a^^^ b^^^" ^^^"x\^^^"^^^&calc^^^" ^^^"100^^^%^^^" ^^^"end\\^^^""`,
    );
  });
});

describe("the PATH of the user's terminal", () => {
  it("is read behind whatever start-up files print", () => {
    const output =
      "Welcome!\nPATH=/wrong\nfacet-path-begins\nHOME=/home/me\nPATH=/opt/node/bin:/usr/bin\nX=1\n";
    expect(pathInOutput(output)).toBe("/opt/node/bin:/usr/bin");
    expect(pathInOutput("")).toBeNull();
  });

  it.skipIf(process.platform === "win32")(
    "is that of the user's shell, before the one Facet has",
    async () => {
      const folder = await mkdtemp(join(tmpdir(), "facet-shell-"));
      await writeFile(
        join(folder, ".profile"),
        "echo Hello\nPATH=/from/profile:/usr/bin:/bin; export PATH\n",
      );
      const path = await loginPath({ HOME: folder, SHELL: "/bin/sh", PATH: "/own:/usr/bin" });
      await rm(folder, { recursive: true });
      expect(path.split(":").slice(0, 4)).toEqual(["/from/profile", "/usr/bin", "/bin", "/own"]);
      expect((await loginPath({ SHELL: "/no/such/shell", PATH: "/own" })).split(":")[0]).toBe("/own");
    },
  );

  it.skipIf(process.platform === "win32")("names each folder once, in order", () => {
    expect(mergedPath(["/a:/b", "", "/b:/c:"])).toBe("/a:/b:/c");
  });
});

describe("serverEnvironment", () => {
  it("has what programs need and the user chose, and nothing else that Facet has", () => {
    const own = {
      HOME: "/home/me",
      https_proxy: "http://proxy",
      FACET_HOME: "/data",
      AWS_SECRET: "x",
      PATH: "/own",
    };
    expect(serverEnvironment(own, "/login/bin", { KEY: "1", HOME: "/elsewhere" })).toEqual({
      HOME: "/elsewhere",
      https_proxy: "http://proxy",
      PATH: "/login/bin",
      KEY: "1",
    });
  });
});
