import { describe, expect, it } from "vitest";
import { leastSize, parseWindowState, placeWindow, type WindowState } from "./window-state.ts";

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const monitor = { x: 1440, y: 0, width: 2560, height: 1440 };
const state: WindowState = { bounds: { x: 1600, y: 100, width: 1200, height: 900 }, isMaximized: false };

describe("placeWindow", () => {
  it("restores the last position", () => {
    expect(placeWindow(state, [laptop, monitor])).toEqual(state);
    expect(placeWindow({ ...state, isMaximized: true }, [laptop, monitor]).isMaximized).toBe(true);
  });

  it("ignores a position on a removed screen or with an unreachable title bar", () => {
    expect(placeWindow(state, [laptop]).bounds).toBeNull();
    const above = { ...state, bounds: { ...state.bounds, y: -60 } };
    expect(placeWindow(above, [laptop, monitor]).bounds).toBeNull();
    const beside = { ...state, bounds: { ...state.bounds, x: 1440 + 2560 - 50 } };
    expect(placeWindow(beside, [laptop, monitor]).bounds).toBeNull();
  });

  it("enforces the minimum size", () => {
    const tiny = { ...state, bounds: { x: 10, y: 30, width: 120, height: 50 } };
    expect(placeWindow(tiny, [laptop]).bounds).toMatchObject(leastSize);
  });

  it("uses the default size on the first start and when the state file is damaged", () => {
    expect(placeWindow(null, [laptop])).toEqual({ bounds: null, isMaximized: false });
    expect(parseWindowState("{")).toBeNull();
    expect(parseWindowState(`{"bounds":{"x":0.5},"isMaximized":true}`)).toBeNull();
    expect(parseWindowState(JSON.stringify(state))).toEqual(state);
  });
});
