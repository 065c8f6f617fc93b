/**
 * Converts an amount to whole minor units (cents for two digits), so that sums are exact. Halves are rounded
 * away from zero, so that a refund is the exact opposite of the sale.
 */
export function inMinorUnits(amount: number, digits: number): number {
  // 1.005 is stored as slightly less; 15 significant digits restore it.
  const [mantissa = "", exponent = ""] = Math.abs(amount).toExponential(14).split("e");
  const units = Math.round(Number(`${mantissa}e${Number(exponent) + digits}`));
  return units === 0 ? 0 : Math.sign(amount) * units;
}

/** Number of decimals that an amount needs, at most `most`. */
export function decimalsOf(amount: number, most: number): number {
  let digits = 0;
  while (digits < most && Number(amount.toFixed(digits)) !== amount) digits++;
  return digits;
}
