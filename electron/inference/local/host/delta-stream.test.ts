import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DeltaStream } from "./delta-stream.ts";

beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => vi.useRealTimers());

function stream() {
  const sent: string[] = [];
  return { sent, deltas: new DeltaStream((text) => sent.push(text)) };
}

describe("DeltaStream", () => {
  it("sends the first token at once", () => {
    const { sent, deltas } = stream();
    deltas.write("Hello");
    expect(sent).toEqual(["Hello"]);
  });

  it("batches the text of a frame and sends it by a timer", () => {
    const { sent, deltas } = stream();
    for (const letter of "abcdef".split("")) {
      deltas.write(letter);
    }
    expect(sent).toEqual(["a"]);
    vi.advanceTimersByTime(16);
    expect(sent).toEqual(["a", "bcdef"]);
  });

  it("sends every token at once when the model is slow", () => {
    const { sent, deltas } = stream();
    for (const letter of "abc".split("")) {
      deltas.write(letter);
      vi.advanceTimersByTime(50);
    }
    expect(sent).toEqual(["a", "b", "c"]);
  });

  it("sends no empty deltas", () => {
    const { sent, deltas } = stream();
    deltas.write("a");
    deltas.flush();
    deltas.flush();
    vi.advanceTimersByTime(100);
    expect(sent).toHaveLength(1);
  });

  it("sends about one delta per frame, however fast tokens arrive", () => {
    const { sent, deltas } = stream();
    for (let tokens = 0; tokens < 1000; tokens++) {
      deltas.write("x");
      vi.advanceTimersByTime(1);
    }
    deltas.flush();
    expect(sent.length).toBeLessThanOrEqual(1000 / 16 + 2);
    expect(sent.join("")).toHaveLength(1000);
  });
});
