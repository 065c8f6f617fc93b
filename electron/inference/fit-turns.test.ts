import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Turn } from "../../shared/inference/prompt-turn.ts";
import { fitTurns, fitTurnsWithReply, turnsFrom } from "./fit-turns.ts";

/** A turn of this many tokens; a token is a letter. */
const turn = (tokens: number, index: number, isPinned = false): Turn => ({
  role: index % 2 === 0 ? "user" : "assistant",
  text: "x".repeat(tokens),
  isPinned,
});
const sizeOf = (turns: readonly Turn[]) => turns.reduce((sum, { text }) => sum + text.length, 0);

function fit(turns: readonly Turn[], roomTokens: number, startedAt = 0) {
  return fitTurns({ turns, startedAt, roomTokens, countTokens: (start) => sizeOf(turnsFrom(turns, start)) });
}

/** Conversations as they are sent: alternating roles, the last turn the user's. */
const conversations = fc
  .array(fc.record({ tokens: fc.integer({ min: 1, max: 40 }), isPinned: fc.boolean() }), { maxLength: 40 })
  .map((turns) => (turns.length % 2 === 0 ? [...turns, { tokens: 3, isPinned: false }] : turns))
  .map((turns) =>
    turns.map(({ tokens, isPinned }, index) => turn(tokens, index, isPinned && index % 5 === 0)),
  );

const tens = (count: number, pinned: readonly number[] = []) =>
  Array.from({ length: count }, (_, index) => turn(10, index, pinned.includes(index)));

describe("fitTurns", () => {
  it("keeps the whole conversation while it fits", () => {
    expect(fit(tens(9), 90)).toBe(0);
  });

  it("drops whole exchanges, the oldest first, down to the low-water mark", () => {
    // 11 turns of 10 in a room of 100: at most 60 tokens stay, and exchanges are dropped as a whole.
    expect(fit(tens(11), 100)).toBe(6);
    expect(sizeOf(turnsFrom(tens(11), 6))).toBe(50);
  });

  it("keeps pinned exchanges, the message with its reply, at any position", () => {
    const turns = tens(11, [2]);
    const start = fit(turns, 100) ?? -1;
    expect(turnsFrom(turns, start)).toContain(turns[2]);
    expect(turnsFrom(turns, start)).toContain(turns[3]);
    expect(turnsFrom(turns, start)).not.toContain(turns[4]);
  });

  it("never drops an open turn or the message that it answers", () => {
    const turns = tens(12);
    expect(turnsFrom(turns, fit(turns, 100) ?? -1).slice(-2)).toEqual(turns.slice(10));
    expect(turnsFrom(turns, fit(turns, 20) ?? -1)).toEqual(turns.slice(10));
    expect(fit(turns, 19)).toBeNull();
  });

  it("returns null when the last message does not fit beside pinned exchanges", () => {
    expect(fit(tens(1), 9)).toBeNull();
    expect(fit(tens(5, [0, 2]), 49)).toBeNull();
    expect(fit(tens(5, [0]), 49)).toBe(4);
  });

  it("keeps the same start for many turns, so that the prompt's prefix stays unchanged", () => {
    const starts: number[] = [];
    let startedAt = 0;
    for (let count = 1; count <= 101; count += 2) {
      startedAt = fit(tens(count), 200, startedAt) ?? -1;
      starts.push(startedAt);
    }
    const changes = starts.filter((start, index) => index > 0 && start !== starts[index - 1]);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    // Every exchange is 20 of 200 tokens: 0.4 of the room is four exchanges.
    expect(changes.length).toBeLessThanOrEqual(51 / 4);
    expect(changes.length).toBeGreaterThan(5);
  });

  it("readmits dropped turns only when there is much room, and only up to the low-water mark", () => {
    const turns = tens(21);
    // Three turns of ten tokens remain.
    expect(fit(turns, 60, 18)).toBe(18);
    expect(fit(turns, 80, 18)).toBe(18);
    expect(fit(turns, 100, 18)).toBe(16);
    expect(fit(turns, 1000, 18)).toBe(0);
  });

  it("keeps the start when its first exchange is pinned, or unpinned", () => {
    const turns = tens(21, [14]);
    expect(turnsFrom(turns, fit(turns, 100, 14) ?? -1)).toEqual(turns.slice(14));
    expect(fit(tens(21), 100, 14)).toBe(14);
  });

  it("keeps whole exchanges within the room, with the last and all pinned ones, for any conversation", () => {
    fc.assert(
      fc.property(conversations, fc.integer({ min: 1, max: 900 }), fc.nat(50), (turns, room, startedAt) => {
        const start = fit(turns, room, startedAt);
        const always = turnsFrom(turns, turns.length - 1);
        if (start === null) {
          expect(sizeOf(always)).toBeGreaterThan(room);
          return;
        }
        const kept = turnsFrom(turns, start);
        expect(sizeOf(kept)).toBeLessThanOrEqual(room);
        for (const turn of always) expect(kept).toContain(turn);
        expect(kept.map(({ role }) => role)).toEqual(
          kept.map((_, index) => (index % 2 === 0 ? "user" : "assistant")),
        );
        // A second call gives the same result: turns do not alternate.
        expect(turnsFrom(turns, fit(turns, room, start) ?? -1)).toEqual(
          turnsFrom(turns, fit(turns, room, fit(turns, room, start) ?? -1) ?? -1),
        );
      }),
    );
  });

  it("counts tokens a few times only in a long conversation", () => {
    const turns = tens(10_001);
    let counts = 0;
    const countTokens = (start: number) => {
      counts += 1;
      return sizeOf(turnsFrom(turns, start));
    };
    expect(fitTurns({ turns, startedAt: 0, roomTokens: 1000, countTokens })).toBe(9942);
    expect(counts).toBeLessThan(20);
  });
});

describe("fitTurnsWithReply", () => {
  const fitBeside = (turns: readonly Turn[], startedAt: number, replyTokens: number, roomTokens: number) =>
    fitTurnsWithReply({
      turns,
      startedAt,
      replyTokens,
      roomTokens,
      countTokens: (start) => sizeOf(turnsFrom(turns, start)),
    });

  it("drops enough turns for a longer continuation", () => {
    expect(fitBeside(tens(9), 0, 10, 100)).toBe(4);
    expect(fitBeside(tens(9), 4, 50, 100)).toBe(8);
  });

  it("returns null when no turn can be dropped, or too few to be worth it", () => {
    expect(fitBeside(tens(9), 8, 90, 100)).toBeNull();
    expect(fitBeside(tens(9, [0, 2, 4, 6]), 0, 20, 100)).toBeNull();
    expect(fitBeside(tens(3), 0, 95, 100)).toBeNull();
  });
});
