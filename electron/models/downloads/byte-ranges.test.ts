import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  coveredBytes,
  firstGap,
  prefixBytes,
  withRange,
  type ByteRange,
  type ByteRanges,
} from "./byte-ranges.ts";

const size = 40;
const range = fc
  .tuple(fc.nat(size), fc.nat(size))
  .map(([a, b]): ByteRange => ({ start: Math.min(a, b), end: Math.max(a, b) }));

function build(added: readonly ByteRange[]): { ranges: ByteRanges; bytes: ReadonlySet<number> } {
  const bytes = new Set<number>();
  let ranges: ByteRanges = [];
  for (const one of added) {
    ranges = withRange(ranges, one);
    for (let byte = one.start; byte < one.end; byte++) bytes.add(byte);
  }
  return { ranges, bytes };
}

describe("byte ranges", () => {
  it("contain exactly the added bytes, sorted and without touching ranges", () => {
    fc.assert(
      fc.property(fc.array(range), (added) => {
        const { ranges, bytes } = build(added);
        const held = ranges.flatMap(({ start, end }) =>
          Array.from({ length: end - start }, (_, index) => start + index),
        );
        expect(held).toEqual([...bytes].sort((a, b) => a - b));
        expect(coveredBytes(ranges)).toBe(bytes.size);
        ranges.slice(1).forEach(({ start }, index) => expect(start).toBeGreaterThan(ranges[index]?.end ?? 0));
      }),
    );
  });

  it("report the length of the prefix without gaps and the first missing range", () => {
    fc.assert(
      fc.property(fc.array(range), fc.integer({ min: 1, max: size }), (added, maxBytes) => {
        const { ranges, bytes } = build(added);
        const missing = Array.from({ length: size }, (_, byte) => byte).filter((byte) => !bytes.has(byte));
        expect(prefixBytes(ranges)).toBe(missing[0] ?? size);
        const gap = firstGap(ranges, size, maxBytes);
        if (missing[0] === undefined) {
          expect(gap).toBeNull();
          return;
        }
        expect(gap?.start).toBe(missing[0]);
        const end = gap?.end ?? 0;
        expect(end - missing[0]).toBeLessThanOrEqual(maxBytes);
        expect(missing).toEqual(expect.arrayContaining([end - 1]));
        expect(end - missing[0] === maxBytes || !missing.includes(end)).toBe(true);
      }),
    );
  });
});
