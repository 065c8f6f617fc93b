import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { homeFolder, isWritableByOthers, openHome } from "./home.ts";

describe("homeFolder", () => {
  it.each([
    ["linux", {}, "/home/ada/.local/share/facet"],
    ["linux", { XDG_DATA_HOME: "/data" }, "/data/facet"],
    ["linux", { XDG_DATA_HOME: "relative" }, "/home/ada/.local/share/facet"],
    ["linux", { XDG_DATA_HOME: "" }, "/home/ada/.local/share/facet"],
    ["darwin", { XDG_DATA_HOME: "/data" }, "/home/ada/Library/Application Support/Facet"],
    ["linux", { FACET_HOME: "/srv/facet", XDG_DATA_HOME: "/data" }, "/srv/facet"],
    ["linux", { FACET_HOME: "here" }, resolve("here")],
    ["linux", { FACET_HOME: "" }, "/home/ada/.local/share/facet"],
  ] as const)("on %s with the environment %o is %s", (platform, environment, folder) => {
    expect(homeFolder(environment, platform, "/home/ada")).toBe(folder);
  });

  it("is in the roaming application data on Windows", () => {
    const user = String.raw`C:\Users\Ada`;
    const facet = String.raw`C:\Users\Ada\AppData\Roaming\Facet`;
    expect(homeFolder({ APPDATA: String.raw`C:\Users\Ada\AppData\Roaming` }, "win32", user)).toBe(facet);
    expect(homeFolder({}, "win32", user)).toBe(facet);
  });
});

describe("openHome", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "facet-home-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("creates the folders with access for their owner only", async () => {
    const home = await openHome(join(folder, "deep", "facet"));
    for (const made of [home.folder, home.modelsFolder, home.mediaFolder, home.logsFolder]) {
      const { mode } = await stat(made);
      expect((mode & 0o777).toString(8)).toBe("700");
    }
  });

  it("keeps the mode of an existing folder", async () => {
    await mkdir(join(folder, "models"), { mode: 0o755 });
    await writeFile(join(folder, "models", "a.gguf"), "a");
    const home = await openHome(folder);
    expect((await stat(home.modelsFolder)).mode & 0o777).toBe(0o755);
    expect((await stat(join(home.modelsFolder, "a.gguf"))).size).toBe(1);
  });

  it.each([
    [0o700, "linux", false],
    [0o755, "linux", false],
    [0o770, "darwin", true],
    [0o777, "linux", true],
    [0o777, "win32", false],
  ] as const)("knows whether others may write into a folder of mode %o on %s", async (mode, platform, is) => {
    await chmod(folder, mode);
    expect(await isWritableByOthers({ folder }, platform)).toBe(is);
  });

  it("names the folder that cannot be used", async () => {
    const file = join(folder, "file");
    await writeFile(file, "");
    await expect(openHome(join(file, "facet"))).rejects.toMatchObject({
      code: "storage-failed",
      data: { path: join(file, "facet"), reason: "ENOTDIR" },
    });
    await expect(openHome(file)).rejects.toMatchObject({ code: "storage-failed", data: { path: file } });
  });

  it.runIf(process.platform === "linux").each(["/proc/nope", "/proc/nope/deep/facet", "/proc"])(
    "reports without delay that %s cannot be used",
    async (path) => {
      await expect(openHome(path)).rejects.toMatchObject({ code: "storage-failed", data: { path } });
    },
    2_000,
  );

  it("can be called by two processes that start at the same time", async () => {
    const path = join(folder, "deep", "facet");
    const homes = await Promise.all([openHome(path), openHome(path), openHome(path)]);
    expect(homes.map((home) => home.folder)).toEqual([path, path, path]);
  });
});
