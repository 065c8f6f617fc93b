import { afterEach, expect, it, vi } from "vitest";
import { Links } from "./links.ts";

afterEach(() => void vi.useRealTimers());

it("accepts a token once", () => {
  const links = new Links();
  const token = links.mint();
  expect(links.redeem("guess")).toBe(false);
  expect(links.redeem(token)).toBe(true);
  expect(links.redeem(token)).toBe(false);
});

it("accepts a token with a lifetime until that has passed", () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  const links = new Links();
  const [early, late, lasting] = [links.mint(60_000), links.mint(60_000), links.mint()];
  vi.advanceTimersByTime(59_999);
  expect(links.redeem(early)).toBe(true);
  vi.advanceTimersByTime(1);
  expect(links.redeem(late)).toBe(false);
  expect(links.redeem(lasting)).toBe(true);
});

it("drops the oldest of more than 16 unused links", () => {
  const links = new Links();
  const tokens = Array.from({ length: 17 }, () => links.mint());
  expect(tokens.map((token) => links.isValid(token))).toEqual([false, ...Array<boolean>(16).fill(true)]);
});
