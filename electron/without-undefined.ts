type Defined<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

/** A change with the keys that were really given: `undefined` survives some transports and must not overwrite. */
export function withoutUndefined<T extends object>(change: T): Defined<T> {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Defined<T>;
}
