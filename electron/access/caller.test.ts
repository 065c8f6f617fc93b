import { describe, expect, it } from "vitest";
import { routes } from "../../shared/ipc/contract.ts";
import { isAllowed } from "./caller.ts";

const phone = { deviceId: "phone", isThisComputer: false };
const laptop = { deviceId: "laptop", isThisComputer: true };

/** What is decided on the computer that runs Facet, by feature; `*`: everything. */
const decidedHere: Readonly<Record<string, readonly string[] | "*">> = {
  access: "*",
  api: "*",
  contextCache: "*",
  conversations: ["deleteAll", "erase"],
  desktop: "*",
  doctor: "*",
  hub: ["setToken"],
  log: "*",
  mcp: ["add", "import", "update", "confirm", "restart", "remove", "signIn", "signOut", "stderr"],
  models: ["add", "openFolder", "purge", "remove", "restore", "retryVariants", "reveal"],
  servers: ["add", "remove", "update"],
  pythonPackages: "*",
  tools: ["grantFolder", "revokeFolder", "setRule"],
  updates: "*",
  webSearch: "*",
};

describe("isAllowed", () => {
  it.each(Object.keys(routes))(
    "lets this computer ask for %s, and another device only for its chats",
    (route) => {
      const [feature = "", name = ""] = route.split(".");
      const here = decidedHere[feature] ?? [];
      expect(isAllowed(route, {}, laptop)).toBe(true);
      expect(isAllowed(route, {}, phone)).toBe(here !== "*" && !here.includes(name));
    },
  );

  it("lets another device sign out itself and nobody else", () => {
    expect(isAllowed("access.signOut", { deviceId: "phone" }, phone)).toBe(true);
    for (const input of [{ deviceId: "laptop" }, { deviceId: ["phone"] }, null, "phone", undefined])
      expect(isAllowed("access.signOut", input, phone)).toBe(false);
  });

  it("lets another device answer about a call, but not for every chat", () => {
    const decide = (scope: string) => ({ partId: "1", decision: { type: "allow", scope } });
    expect(isAllowed("tools.decide", decide("once"), phone)).toBe(true);
    expect(isAllowed("tools.decide", decide("chat"), phone)).toBe(true);
    expect(isAllowed("tools.decide", { partId: "1", decision: { type: "deny" } }, phone)).toBe(true);
    expect(isAllowed("tools.decide", decide("always"), phone)).toBe(false);
  });

  it.each(["toolRules", "grantedFolders", "hubMirror", "sendsTokenToMirror", "updates", "searxngAddress"])(
    "lets another device change the look, and not %s",
    (name) => {
      expect(isAllowed("settings.update", { theme: "dark", thinking: true }, phone)).toBe(true);
      expect(isAllowed("settings.update", { theme: "dark", [name]: null }, phone)).toBe(false);
      expect(isAllowed("settings.update", { [name]: null }, laptop)).toBe(true);
    },
  );

  it("refuses what it does not know", () => {
    for (const route of ["constructor", "__proto__", "chat.unknown", ""])
      expect(isAllowed(route, {}, phone)).toBe(false);
  });
});
