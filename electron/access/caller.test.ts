import { describe, expect, it } from "vitest";
import { accessRoutes } from "../../shared/ipc/access-routes.ts";
import { mcpRoutes } from "../../shared/ipc/mcp-routes.ts";
import { updateRoutes } from "../../shared/ipc/update-routes.ts";
import { isAllowed } from "./caller.ts";

const phone = { deviceId: "phone", isThisComputer: false };

describe("isAllowed", () => {
  it("lets another device chat, and decide nothing about who gets in", () => {
    expect(isAllowed("chat.send", {}, phone)).toBe(true);
    for (const route of Object.keys(accessRoutes)) {
      expect(isAllowed(route, {}, phone), route).toBe(false);
      expect(isAllowed(route, {}, { deviceId: "laptop", isThisComputer: true }), route).toBe(true);
    }
  });

  it("lets another device use MCP servers in its chats, and neither add, confirm, start nor sign in at any", () => {
    const uses = ["mcp.answer", "mcp.offers", "mcp.prompt", "mcp.resource"];
    for (const route of Object.keys(mcpRoutes)) {
      expect(isAllowed(route, {}, phone), route).toBe(uses.includes(route));
      expect(isAllowed(route, {}, { deviceId: "laptop", isThisComputer: true }), route).toBe(true);
    }
  });

  it("lets no other device install updates or restart Facet", () => {
    for (const route of Object.keys(updateRoutes)) expect(isAllowed(route, {}, phone), route).toBe(false);
  });

  it("lets another device sign out itself and nobody else", () => {
    expect(isAllowed("access.signOut", { deviceId: "phone" }, phone)).toBe(true);
    for (const input of [{ deviceId: "laptop" }, { deviceId: ["phone"] }, null, "phone", undefined])
      expect(isAllowed("access.signOut", input, phone)).toBe(false);
  });
});
