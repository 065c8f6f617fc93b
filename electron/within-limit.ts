/**
 * The outcome of the work, or an error where it takes longer than the limit. The work is not ended: its later
 * outcome is ignored.
 */
export async function withinLimit<T>(work: Promise<T>, limitMs: number, name: string): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`${name} took longer than ${limitMs} ms`)), limitMs);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
