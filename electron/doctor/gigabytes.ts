/** With no more digits than say something: 16.2 GB, 0.04 GB. */
export function gigabytes(bytes: number): string {
  const amount = bytes / 1e9;
  return `${amount >= 0.1 ? amount.toFixed(1) : amount.toFixed(2)} GB`;
}
