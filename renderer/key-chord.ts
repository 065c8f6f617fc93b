/** A key with its modifiers. `mod` is ⌘ on a Mac and Ctrl elsewhere. */
export interface Chord {
  readonly key: string;
  readonly mod?: boolean;
  readonly shift?: boolean;
}

export type KeyPress = Pick<
  KeyboardEvent,
  "altKey" | "code" | "ctrlKey" | "isComposing" | "key" | "metaKey" | "shiftKey"
>;

export function isChord(press: KeyPress, chord: Chord, isMac: boolean): boolean {
  const mod = isMac ? press.metaKey : press.ctrlKey;
  const otherMod = isMac ? press.ctrlKey : press.metaKey;
  return (
    !press.isComposing &&
    !press.altKey &&
    !otherMod &&
    mod === (chord.mod ?? false) &&
    press.shiftKey === (chord.shift ?? false) &&
    isKey(press, chord.key)
  );
}

/** Matches by character or, under a layout without Latin letters, by position. */
function isKey(press: KeyPress, key: string): boolean {
  if (press.key.toLowerCase() === key.toLowerCase()) {
    return true;
  }
  const saysLatin = /^[\x20-\x7e]$/.test(press.key);
  return !saysLatin && /^[a-z]$/.test(key) && press.code === `Key${key.toUpperCase()}`;
}

/** The labels of the keys: `["⌘", "K"]`, `["Ctrl", "Shift", "O"]`. */
export function chordKeys(chord: Chord, isMac: boolean): readonly string[] {
  const names: Readonly<Record<string, string>> = {
    Escape: "Esc",
    Backspace: isMac ? "⌫" : "Backspace",
    Enter: isMac ? "↩" : "Enter",
  };
  return [
    ...(chord.mod ? [isMac ? "⌘" : "Ctrl"] : []),
    ...(chord.shift ? [isMac ? "⇧" : "Shift"] : []),
    names[chord.key] ?? (chord.key.length === 1 ? chord.key.toUpperCase() : chord.key),
  ];
}

/** Value for `aria-keyshortcuts`. */
export function ariaChord(chord: Chord, isMac: boolean): string {
  return [
    ...(chord.mod ? [isMac ? "Meta" : "Control"] : []),
    ...(chord.shift ? ["Shift"] : []),
    chord.key.length === 1 ? chord.key.toUpperCase() : chord.key,
  ].join("+");
}

/** For a menu of the desktop app, in Electron's notation. */
export function chordAccelerator(chord: Chord): string {
  return [
    ...(chord.mod ? ["CommandOrControl"] : []),
    ...(chord.shift ? ["Shift"] : []),
    chord.key.length === 1 ? chord.key.toUpperCase() : chord.key,
  ].join("+");
}
