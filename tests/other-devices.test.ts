import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { isAllowed } from "../electron/access/caller.ts";
import { routes } from "../shared/ipc/contract.ts";

const renderer = join(import.meta.dirname, "../renderer");
const phone = { deviceId: "phone", isThisComputer: false };

/** What the page asks for on this computer alone, and the component that offers it nowhere else. */
const offeredHere: Readonly<Record<string, string>> = {
  access: "features/access/OtherDevicesSection.tsx",
  api: "shell/SettingsView.tsx",
  contextCache: "shell/SettingsView.tsx",
  "conversations.deleteAll": "shell/SettingsView.tsx",
  "conversations.erase": "features/conversations/RecentlyDeleted.tsx",
  doctor: "features/models/ModelSettingsForm.tsx",
  "hub.setToken": "features/models/page/SourcesTab.tsx",
  log: "shell/SettingsView.tsx",
  mcp: "shell/SettingsView.tsx",
  "models.add": "features/models/page/SourcesTab.tsx",
  "models.openFolder": "features/models/page/SourcesTab.tsx",
  "models.purge": "features/models/files/ModelActions.tsx",
  "models.remove": "features/models/files/ModelActions.tsx",
  "models.restore": "features/models/files/ModelActions.tsx",
  "models.retryVariants": "features/models/LibraryLine.tsx",
  "models.reveal": "features/models/files/ModelActions.tsx",
  pythonPackages: "shell/SettingsView.tsx",
  servers: "features/models/page/SourcesTab.tsx",
  "settings.update": "shell/SettingsView.tsx",
  "tools.decide": "features/chat/parts/CallApproval.tsx",
  "tools.grantFolder": "features/tools/FolderList.tsx",
  "tools.revokeFolder": "features/tools/FolderList.tsx",
  "tools.setRule": "features/tools/ToolRow.tsx",
  updates: "shell/SettingsView.tsx",
  webSearch: "shell/SettingsView.tsx",
};

it("offers no other device what it is not allowed to ask for", () => {
  const sources = globSync("**/*.{ts,tsx}", { cwd: renderer })
    .filter((path) => !/\.test\.tsx?$/.test(path))
    .map((path) => readFileSync(join(renderer, path), "utf8"))
    .join("\n");
  // Windows of the desktop app alone know routes of `desktop`.
  const refused = Object.keys(routes).filter(
    (route) =>
      !route.startsWith("desktop.") && !isAllowed(route, {}, phone) && sources.includes(`"${route}"`),
  );
  expect(refused.length).toBeGreaterThan(20);
  const entryOf = (route: string) =>
    [route, route.slice(0, route.indexOf("."))].find((name) => Object.hasOwn(offeredHere, name));
  expect(refused.filter((route) => entryOf(route) === undefined)).toEqual([]);
  for (const path of new Set(Object.values(offeredHere)))
    expect(readFileSync(join(renderer, path), "utf8"), path).toContain("isThisComputer()");
});
