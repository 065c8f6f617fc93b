type Defined<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

/** Removes keys whose value is `undefined`: some transports keep them, and they must not overwrite values. */
export function withoutUndefined<T extends object>(change: T): Defined<T> {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Defined<T>;
}
