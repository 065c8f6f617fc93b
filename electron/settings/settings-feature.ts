import type { SettingsSnapshot, settingsRoutes } from "../../shared/ipc/settings-routes.ts";
import type { Feature } from "../ipc/feature.ts";
import { withoutUndefined } from "../without-undefined.ts";
import type { SettingsStore } from "./settings-store.ts";

export function settingsFeature(settings: SettingsStore): Feature<typeof settingsRoutes, SettingsSnapshot> {
  return {
    handlers: {
      "settings.update": (change) => settings.update(withoutUndefined(change)),
    },
    snapshot: { settings: () => settings.current },
    dispose: () => settings.dispose(),
  };
}
