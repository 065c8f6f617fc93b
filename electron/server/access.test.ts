import { describe, expect, it } from "vitest";
import { createAccess } from "./access.ts";

describe("access", () => {
  it("exchanges a token once", () => {
    const access = createAccess();
    const token = access.mintToken();
    const session = access.redeem(token);
    expect(access.isSession(session ?? undefined)).toBe(true);
    expect(access.redeem(token)).toBeNull();
  });

  it("does not accept a token as a session or a session as a token", () => {
    const access = createAccess();
    const token = access.mintToken();
    expect(access.isSession(token)).toBe(false);
    const session = access.redeem(token) ?? "";
    expect(access.redeem(session)).toBeNull();
    expect(access.isSession(undefined)).toBe(false);
    expect(access.isSession("")).toBe(false);
  });

  it("drops the oldest links and sessions beyond the limit", () => {
    const access = createAccess();
    const tokens = Array.from({ length: 17 }, () => access.mintToken());
    expect(access.redeem(tokens[0] ?? "")).toBeNull();
    const first = access.redeem(tokens[1] ?? "") ?? "";
    for (let index = 0; index < 255; index += 1) access.redeem(access.mintToken());
    expect(access.isSession(first)).toBe(true);
    access.redeem(access.mintToken());
    expect(access.isSession(first)).toBe(false);
  });
});
