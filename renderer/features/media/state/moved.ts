/** Moves the item with this id to another index, which is clamped to the list. */
export function moved<T extends { readonly id: string }>(
  items: readonly T[],
  id: string,
  toIndex: number,
): readonly T[] {
  const item = items.find((each) => each.id === id);
  if (!item) return items;
  const others = items.filter((each) => each !== item);
  return others.toSpliced(Math.max(0, Math.min(others.length, toIndex)), 0, item);
}
