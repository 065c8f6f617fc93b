import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { defaultModelSettings } from "../../shared/models/default-model-settings.ts";
import { defaultSettings } from "../../shared/settings/default-settings.ts";
import { openLog } from "../home/log.ts";
import { SettingsStore } from "./settings-store.ts";

describe("SettingsStore", () => {
  let folder: string;
  let path: string;
  const publish = vi.fn();
  beforeEach(async () => {
    publish.mockClear();
    folder = await mkdtemp(join(tmpdir(), "facet-settings-"));
    path = join(folder, "settings.json");
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const open = () => SettingsStore.open(path, publish, openLog(folder));

  it("starts with the defaults and stores changes", async () => {
    const settings = await open();
    expect(settings.current).toEqual(defaultSettings);
    await settings.update({ theme: "dark", modelId: "a.gguf" });
    expect((await open()).current).toEqual({ ...defaultSettings, theme: "dark", modelId: "a.gguf" });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it("publishes a change once and nothing when no value changes", async () => {
    const settings = await open();
    await settings.update({ theme: "dark" });
    await settings.update({ theme: "dark" });
    expect(publish.mock.calls).toEqual([
      [{ event: "settings.changed", data: { ...defaultSettings, theme: "dark" } }],
    ]);
  });

  it("stores the last of many quick changes and leaves no temporary file", async () => {
    const settings = await open();
    const themes = ["dark", "light", "system", "light", "dark", "light"] as const;
    await Promise.all(themes.map((theme) => settings.update({ theme })));
    expect((await open()).current.theme).toBe("light");
    expect(await readdir(folder)).toEqual(["settings.json"]);
  });

  it.each(["", "{", "null", "[", '"text"'])("renames the damaged file %j", async (content) => {
    await writeFile(path, content);
    expect((await open()).current).toEqual(defaultSettings);
    const aside = (await readdir(folder)).find((name) => name.startsWith("settings.damaged-"));
    expect(await readFile(join(folder, aside ?? ""), "utf8")).toBe(content);
  });

  it("keeps the valid values of a file with an unknown one", async () => {
    await writeFile(path, JSON.stringify({ theme: "sepia", language: "zh-CN", future: 1 }));
    expect((await open()).current).toEqual({ ...defaultSettings, language: "zh-CN" });
  });

  it("keeps a model's other settings when one value of them is unknown", async () => {
    const known = {
      contextTokens: 8192,
      gpuLayers: null,
      threads: 3,
      usesDrafter: false,
      chatTemplate: null,
    };
    const modelSettings = { "a.gguf": { ...known, kvType: "q2" }, "b.gguf": 7, "c.gguf": { threads: 2 } };
    await writeFile(path, JSON.stringify({ modelSettings }));
    expect((await open()).current.modelSettings).toEqual({
      "a.gguf": { ...known, kvType: "f16" },
      "c.gguf": { ...defaultModelSettings, threads: 2 },
    });
  });

  it("keeps the other hosts that the user has accepted when one entry is unknown", async () => {
    await writeFile(path, JSON.stringify({ acceptedHosts: ["a:1", 7, "x".repeat(301), "b:2"] }));
    expect((await open()).current.acceptedHosts).toEqual(["a:1", "b:2"]);
    const granted = { path: "/papers", canWrite: false };
    const rules = { "calculator/calculate": "allow", "files/read_file": "sometimes" };
    await writeFile(path, JSON.stringify({ grantedFolders: [granted, { path: 7 }], toolRules: rules }));
    expect((await open()).current).toMatchObject({
      grantedFolders: [granted],
      toolRules: { "calculator/calculate": "allow" },
    });
    expect((await open()).current.toolRules).not.toHaveProperty(["files/read_file"]);
  });

  it("sets a file aside that is larger than any settings", async () => {
    await writeFile(path, "{}");
    await truncate(path, 100_000_000);
    expect((await open()).current).toEqual(defaultSettings);
    expect(await readdir(folder)).toContainEqual(expect.stringMatching(/^settings\.damaged-/));
  });

  it("does not overwrite a file that can't be read, and applies changes to it once it can", async () => {
    // A link to itself exists, but can't be read.
    await symlink(path, path);
    const settings = await open();
    expect(settings.current).toEqual(defaultSettings);
    await expect(settings.update({ theme: "dark" })).rejects.toMatchObject({ code: "storage-failed" });
    expect(await readlink(path)).toBe(path);

    await rm(path);
    const a = { ...defaultModelSettings, threads: 2 };
    const b = { ...defaultModelSettings, threads: 3 };
    await writeFile(path, JSON.stringify({ theme: "light", language: "zh-CN", modelSettings: { a } }));
    await settings.update({ modelSettings: { b } });
    const expected = { ...defaultSettings, theme: "dark", language: "zh-CN", modelSettings: { a, b } };
    expect(settings.current).toEqual(expected);
    expect(publish.mock.lastCall).toEqual([{ event: "settings.changed", data: expected }]);
    expect((await open()).current).toEqual(expected);
  });

  it("throws storage-failed when it cannot write, and keeps the change in memory", async () => {
    const settings = await open();
    await mkdir(path);
    await writeFile(join(path, "in the way"), "");
    await expect(settings.update({ theme: "dark" })).rejects.toMatchObject({ code: "storage-failed" });
    expect(settings.current.theme).toBe("dark");
    await settings.dispose();
  });
});
