export interface MenuKey {
  readonly key: string;
  /** Index of the focused item; -1 when none is. */
  readonly at: number;
  readonly names: readonly string[];
  /** The letters typed recently; updated here. */
  readonly typed: { text: string; atMs: number };
  readonly nowMs: number;
}

const typingPauseMs = 700;

/** Index of the item that a key moves to, or null when the key does not move. */
export function moveInMenu({ key, at, names, typed, nowMs }: MenuKey): number | null {
  const count = names.length;
  if (count === 0) {
    return null;
  }
  switch (key) {
    case "ArrowDown":
      return (at + 1) % count;
    case "ArrowUp":
      return (Math.max(at, 0) - 1 + count) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return /^\S$/u.test(key) ? typeInMenu(key, at, names, typed, nowMs) : null;
  }
}

function typeInMenu(
  key: string,
  at: number,
  names: readonly string[],
  typed: MenuKey["typed"],
  nowMs: number,
): number | null {
  typed.text = nowMs - typed.atMs > typingPauseMs ? key : typed.text + key;
  typed.atMs = nowMs;
  const wanted = typed.text.toLocaleLowerCase();
  // Repeating a letter cycles through the items that begin with it.
  const isRepeated = wanted.replaceAll(key.toLocaleLowerCase(), "") === "";
  const prefix = isRepeated ? key.toLocaleLowerCase() : wanted;
  const start = isRepeated ? at + 1 : Math.max(at, 0);
  for (let step = 0; step < names.length; step += 1) {
    const index = (start + step) % names.length;
    if (names[index]?.trim().toLocaleLowerCase().startsWith(prefix)) {
      return index;
    }
  }
  return null;
}
