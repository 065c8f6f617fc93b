import { describe, expect, it } from "vitest";
import type { settingsRoutes, SettingsSnapshot } from "../../shared/ipc/settings-routes.ts";
import { defaultSettings } from "../../shared/settings/default-settings.ts";
import type { Feature } from "./feature.ts";
import { mergeFeatures } from "./merge-features.ts";
import type { Handlers } from "./router.ts";

const settings: Feature<typeof settingsRoutes, SettingsSnapshot> = {
  handlers: { "settings.update": () => defaultSettings },
  snapshot: { settings: () => defaultSettings },
};

describe("merging features", () => {
  it("collects their handlers and answers app.snapshot with all their parts", async () => {
    const incomplete = mergeFeatures([settings, { handlers: {}, snapshot: { version: () => "1" } }]);
    // @ts-expect-error -- most features are missing
    const handlers: Handlers = incomplete;
    expect(await handlers["settings.update"]({})).toBe(defaultSettings);
    expect(await handlers["app.snapshot"]({})).toEqual({ settings: defaultSettings, version: "1" });
  });

  it("does not compile while a handler or a part of the snapshot is missing or unknown", () => {
    const incomplete: Feature<typeof settingsRoutes, SettingsSnapshot> = {
      // @ts-expect-error -- a route has no handler
      handlers: {},
      // @ts-expect-error -- the key is unknown
      snapshot: { settings: () => defaultSettings, colour: () => "red" },
    };
    expect(Object.keys(incomplete.handlers)).toEqual([]);
  });
});
