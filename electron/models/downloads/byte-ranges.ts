/** A half-open range: `end` is exclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** The ranges of a file that have been written: sorted, disjoint, not adjacent and not empty. */
export type ByteRanges = readonly ByteRange[];

export function withRange(ranges: ByteRanges, added: ByteRange): ByteRanges {
  if (added.end <= added.start) return ranges;
  const before = ranges.filter(({ end }) => end < added.start);
  const after = ranges.filter(({ start }) => start > added.end);
  const touched = ranges.slice(before.length, ranges.length - after.length);
  const start = Math.min(added.start, touched[0]?.start ?? added.start);
  const end = Math.max(added.end, touched.at(-1)?.end ?? added.end);
  return [...before, { start, end }, ...after];
}

export function coveredBytes(ranges: ByteRanges): number {
  return ranges.reduce((sum, { start, end }) => sum + end - start, 0);
}

/** The number of bytes from the start of the file up to the first gap. */
export function prefixBytes(ranges: ByteRanges): number {
  const [first] = ranges;
  return first?.start === 0 ? first.end : 0;
}

/** The first missing range, cut to `maxBytes`; null when nothing is missing. */
export function firstGap(ranges: ByteRanges, sizeBytes: number, maxBytes: number): ByteRange | null {
  let start = 0;
  for (const range of ranges) {
    if (range.start > start) return cut(start, range.start);
    start = range.end;
  }
  return start < sizeBytes ? cut(start, sizeBytes) : null;

  function cut(from: number, to: number): ByteRange {
    return { start: from, end: Math.min(to, from + maxBytes) };
  }
}
