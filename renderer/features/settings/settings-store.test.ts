import { beforeEach, describe, expect, it } from "vitest";
import type { Bridge } from "../../../shared/ipc/bridge.ts";
import type { Settings } from "../../../shared/settings/settings.ts";
import { defaultSettings } from "../../../shared/settings/default-settings.ts";
import { replaceBridge } from "../../ipc/client.ts";
import { useToasts } from "../../toasts.ts";
import { changeSettings, dataFolderOf, receiveEvent, useSettings } from "./settings-store.ts";

/** A host that keeps settings, or refuses to. */
function hostThat(answers: "keeps" | "storage-failed" | "disconnected"): Bridge {
  return {
    request: async (_name, input) =>
      answers === "keeps"
        ? { ok: true, value: { ...defaultSettings, ...(input as Partial<Settings>) } as never }
        : { ok: false, error: { code: answers, message: "", data: {} } },
    putMedia: () => Promise.reject(new Error("Nothing is attached here")),
    subscribe: () => () => undefined,
    onConnectionChange: () => () => undefined,
  };
}

beforeEach(() => {
  useSettings.setState({ settings: defaultSettings });
  useToasts.setState({ toasts: [] });
});

describe("a change of the settings", () => {
  it("counts before the host has answered", () => {
    replaceBridge(hostThat("keeps"));
    const kept = changeSettings({ theme: "dark" });
    expect(useSettings.getState().settings.theme).toBe("dark");
    return kept;
  });

  it("holds until the app is closed when the disk does not take it, and this is said", async () => {
    replaceBridge(hostThat("storage-failed"));
    await changeSettings({ theme: "dark" });
    expect(useSettings.getState().settings.theme).toBe("dark");
    expect(useToasts.getState().toasts).toMatchObject([{ kind: "failure" }]);
  });

  it("is taken back with words when the host was out of reach", async () => {
    replaceBridge(hostThat("disconnected"));
    await changeSettings({ theme: "dark" });
    expect(useSettings.getState().settings).toEqual(defaultSettings);
    expect(useToasts.getState().toasts).toMatchObject([{ kind: "failure" }]);
  });

  it("comes from other windows too", () => {
    receiveEvent({ event: "settings.changed", data: { ...defaultSettings, language: "zh-CN" } });
    expect(useSettings.getState().settings.language).toBe("zh-CN");
  });
});

describe("the data folder", () => {
  it.each([
    ["/home/ana/.local/share/Facet/models", "/home/ana/.local/share/Facet"],
    ["C:\\Users\\Ana\\AppData\\Roaming\\Facet\\models", "C:\\Users\\Ana\\AppData\\Roaming\\Facet"],
  ])("is where %s lies", (modelsFolder, expected) => {
    expect(dataFolderOf(modelsFolder)).toBe(expected);
  });
});
