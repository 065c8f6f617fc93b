/** Converts an amount in any currency to whole hundredths, so that sums are exact. */
export function inCents(amount: number): number {
  // 1.005 is stored as slightly less; rounding to 15 digits first restores it.
  return Math.round(Number(`${amount.toPrecision(15)}e2`)) || 0;
}
