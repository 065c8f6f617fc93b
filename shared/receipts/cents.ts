/** Hundredths of any currency, whole: sums of money are made of these. */
export function inCents(amount: number): number {
  // 1.005 is stored as a little less, and was meant as 1.005.
  return Math.round(Number(`${amount.toPrecision(15)}e2`)) || 0;
}
