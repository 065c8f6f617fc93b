import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { EngineDelta } from "../../../../shared/inference/engine-protocol.ts";
import { DeltaStream } from "./delta-stream.ts";

beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => vi.useRealTimers());

function stream() {
  const sent: EngineDelta[] = [];
  return { sent, deltas: new DeltaStream("run", (delta) => sent.push(delta)) };
}

describe("DeltaStream", () => {
  it("sends the first token at once", () => {
    const { sent, deltas } = stream();
    deltas.write("text", "Hello");
    expect(sent).toEqual([{ runId: "run", seq: 1, part: "text", text: "Hello" }]);
  });

  it("batches the text of a frame and sends it by a timer", () => {
    const { sent, deltas } = stream();
    for (const letter of "abcdef".split("")) {
      deltas.write("text", letter);
    }
    expect(sent.map(({ text }) => text)).toEqual(["a"]);
    vi.advanceTimersByTime(16);
    expect(sent.map(({ seq, text }) => [seq, text])).toEqual([
      [1, "a"],
      [2, "bcdef"],
    ]);
  });

  it("sends every token at once when the model is slow", () => {
    const { sent, deltas } = stream();
    for (const letter of "abc".split("")) {
      deltas.write("text", letter);
      vi.advanceTimersByTime(50);
    }
    expect(sent.map(({ text }) => text)).toEqual(["a", "b", "c"]);
  });

  it("never mixes reasoning and answer in one delta", () => {
    const { sent, deltas } = stream();
    deltas.write("thought", "a");
    deltas.write("thought", "b");
    deltas.write("text", "c");
    deltas.flush();
    expect(sent.map(({ part, text }) => [part, text])).toEqual([
      ["thought", "a"],
      ["thought", "b"],
      ["text", "c"],
    ]);
  });

  it("sends no empty deltas", () => {
    const { sent, deltas } = stream();
    deltas.write("text", "a");
    deltas.flush();
    deltas.flush();
    vi.advanceTimersByTime(100);
    expect(sent).toHaveLength(1);
  });

  it("sends about one delta per frame, however fast tokens arrive", () => {
    const { sent, deltas } = stream();
    for (let tokens = 0; tokens < 1000; tokens++) {
      deltas.write("text", "x");
      vi.advanceTimersByTime(1);
    }
    deltas.flush();
    expect(sent.length).toBeLessThanOrEqual(1000 / 16 + 2);
    expect(sent.map(({ text }) => text).join("")).toHaveLength(1000);
  });
});
