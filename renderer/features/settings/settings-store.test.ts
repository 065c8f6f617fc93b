import { beforeEach, describe, expect, it } from "vitest";
import type { Bridge } from "../../../shared/ipc/bridge.ts";
import type { Settings } from "../../../shared/settings/settings.ts";
import { defaultSettings } from "../../../shared/settings/default-settings.ts";
import { replaceBridge } from "../../ipc/client.ts";
import { useToasts } from "../../toasts.ts";
import { changeSettings, dataFolderOf, receiveEvent, useSettings } from "./settings-store.ts";

/** A bridge to a host that stores settings or fails with the given code. */
function hostThat(answers: "keeps" | "storage-failed" | "disconnected"): Bridge {
  return {
    request: async (_name, input) =>
      answers === "keeps"
        ? { ok: true, value: { ...defaultSettings, ...(input as Partial<Settings>) } as never }
        : { ok: false, error: { code: answers, message: "", data: {} } },
    putMedia: () => Promise.reject(new Error("Not used in this test")),
    subscribe: () => () => undefined,
    onConnectionChange: () => () => undefined,
  };
}

beforeEach(() => {
  useSettings.setState({ settings: defaultSettings });
  useToasts.setState({ toasts: [] });
});

describe("a change of the settings", () => {
  it("applies before the host responds", () => {
    replaceBridge(hostThat("keeps"));
    const kept = changeSettings({ theme: "dark" });
    expect(useSettings.getState().settings.theme).toBe("dark");
    return kept;
  });

  it("stays applied and shows a failure if the host cannot store it", async () => {
    replaceBridge(hostThat("storage-failed"));
    await changeSettings({ theme: "dark" });
    expect(useSettings.getState().settings.theme).toBe("dark");
    expect(useToasts.getState().toasts).toMatchObject([{ kind: "failure" }]);
  });

  it("is reverted and shows a failure if the host is disconnected", async () => {
    replaceBridge(hostThat("disconnected"));
    await changeSettings({ theme: "dark" });
    expect(useSettings.getState().settings).toEqual(defaultSettings);
    expect(useToasts.getState().toasts).toMatchObject([{ kind: "failure" }]);
  });

  it("is received from other windows", () => {
    receiveEvent({ event: "settings.changed", data: { ...defaultSettings, language: "zh-CN" } });
    expect(useSettings.getState().settings.language).toBe("zh-CN");
  });
});

describe("dataFolderOf", () => {
  it.each([
    ["/home/ana/.local/share/Facet/models", "/home/ana/.local/share/Facet"],
    ["C:\\Users\\Ana\\AppData\\Roaming\\Facet\\models", "C:\\Users\\Ana\\AppData\\Roaming\\Facet"],
  ])("returns the parent folder of %s", (modelsFolder, expected) => {
    expect(dataFolderOf(modelsFolder)).toBe(expected);
  });
});
